"""`peninsula schema`: the JSON Schema of scenario files, for editors."""

from sim.cli.arguments.options import OutFile, Overwrite, TheatreName


def schema(theatre: TheatreName = "korea", out: OutFile = None, overwrite: Overwrite = False) -> None:
    """Write the JSON Schema of scenario files.

    With it an editor completes and checks them as they are typed.

    Example: peninsula schema --out scenario.schema.json
    """
    import json

    import typer

    from sim.files.named_file import write_named_file
    from sim.foundations.errors import PeninsulaError
    from sim.scenario.schema import json_schema
    from sim.scenario.theatre_file import load_theatre

    text = json.dumps(json_schema(load_theatre(theatre)), indent=2, ensure_ascii=False) + "\n"
    if out is None:
        typer.echo(text, nl=False)
        return
    if out.exists() and not overwrite:
        raise PeninsulaError(f"'{out}' exists already: give another name or --overwrite")
    write_named_file(out, text)
    typer.echo(f"Wrote {out}", err=True)
