const HIDDEN = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu

/**
 * Text of a repository for people to read, in one line: characters of control and those that hide or reorder text become
 * visible (`\u{202e}`), a tab or the end of a line a space. What `kept` holds stays as it is.
 */
export function visibleText(text: string, kept = ''): string {
  return text.replace(HIDDEN, (character) => {
    if (kept.includes(character)) return character
    return '\t\n\r'.includes(character) ? ' ' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  })
}

/** Of these, emoji and several scripts are written. */
const JOINERS = '\u200c\u200d'

/** The same for a name that a person gave, in whatever script. */
export function visibleName(name: string): string {
  return visibleText(name, JOINERS)
}

/** The same for JSON, as escapes of JSON: it says what it said. */
export function visibleJson(json: string): string {
  return json.replace(HIDDEN, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
          .join(''),
  )
}
