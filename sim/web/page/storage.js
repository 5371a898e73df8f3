// What the browser remembers for its user. It may deny storage; choices then last until the page is closed.

export function stored(key) { try { return localStorage.getItem(key); } catch { return null; } }
export function keep(key, value) { try { localStorage.setItem(key, value); } catch { /* see above */ } }
export function forget(key) { try { localStorage.removeItem(key); } catch { /* see above */ } }
