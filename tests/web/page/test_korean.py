"""Korean particles follow the sound that the word before them ends in."""

from playwright.sync_api import Page

PARTICLES = "async (text) => (await import('/page/korean.js')).withParticles(text)"


READ = {
    "미국[은/는] 일본[과/와] 만난다": "미국은 일본과 만난다",
    "러시아[은/는] 일본[이/가] 아니다": "러시아는 일본이 아니다",
    "중국[으로/로] 러시아[으로/로] 서울[으로/로]": "중국으로 러시아로 서울로",
    "‘기준’[을/를] 2030[을/를] 2032[을/를]": "‘기준’을 2030을 2032를",
    "baseline[과/와] moon_package[과/와] 0.5[이/가] 1[으로/로]": "baseline와 moon_package와 0.5가 1로",
    "그대로 둔다": "그대로 둔다",
}
"""What is written, and how it is read."""


def test_the_particle_fits_the_word(page: Page) -> None:
    assert {written: page.evaluate(PARTICLES, written) for written in READ} == READ
