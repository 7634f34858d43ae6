/** Text that is to reach no terminal, log or page as it is: markup, a script, colours, a title, direction marks. */
export const NASTY =
  '<script>alert("airworthy")</script><img src=x onerror=alert(1)>\u001b[31mRED\u001b]0;title\u0007\u009b1mC1\u202eevil\u2066\u200bend\u2028line\u007f'

/** The same without what ends a line or a word of a file's syntax. */
export const NASTY_WORD = '<script>alert(1)</script>\u001b[31mRED\u009b1mC1\u202eevil\u2066'

/** Names of files in bytes, as archives and git's objects hold them: some are no UTF-8. */
export const NASTY_NAMES: readonly Uint8Array[] = [
  ...[
    'app/new\nline.py',
    'app/carriage\rreturn.py',
    'app/\u001b[2J\u001b[31mred.py',
    'app/\u009b31mred.py',
    'app/\u202egpj.py',
    'app/<script>alert(1)<script>.py',
    'app/"quote\'.py',
    'app/=cmd|calc.py',
    'app/%0a%0d::error::x.py',
    'app/\u200b.py',
    'app/\u007f\u0008.py',
    'app/e\u0301\ud83d\ude00.py',
  ].map((name) => new TextEncoder().encode(name)),
  new Uint8Array([...Buffer.from('app/'), 0xff, 0xfe, 0xc3, 0x28, ...Buffer.from('.py')]),
  new Uint8Array([...Buffer.from('app/'), 0xed, 0xa0, 0x80, ...Buffer.from('.py')]),
]

/**
 * Characters that no output may hold raw: of control all but the new line, and what reorders or hides text. In a page
 * the tabs of code are allowed.
 */
export function rawCharacters(output: string, allowed = '\n'): string[] {
  const found = output.match(/[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu) ?? []
  return [...new Set(found)]
    .filter((character) => !allowed.includes(character))
    .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
}
