const LONGEST_TEXT = 500

/** Text of an audited repository for one line elsewhere: without what is invisible, at most 500 characters. */
export function plainLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').replace(/\p{Surrogate}/gu, '\ufffd')
  return [...line.slice(0, LONGEST_TEXT * 2)]
    .slice(0, LONGEST_TEXT)
    .join('')
    .replace(/\p{Surrogate}$/u, '')
}

/**
 * The same as Markdown that GitHub shows as it is. A word joiner after @ and # and inside of `://` keeps GitHub from
 * naming people, linking to issues and making links of it. Code between backticks stays code.
 */
export function escapeMarkdown(text: string): string {
  return escapeAround(text, (code) => code)
}

/** The same for a cell of a table, which a bar would end even in code, whatever stands before it there. */
export function escapeCell(text: string): string {
  return escapeAround(text, (code) => (code.includes('|') ? escapeProse(code) : code))
}

function escapeAround(text: string, writeCode: (code: string) => string): string {
  return plainLine(text)
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? writeCode(part) : escapeProse(part)))
    .join('')
}

/** Code in a fence that it can't end; `language` colours it where it is a plain word. */
export function fenceCode(code: string, language: string): string {
  const longestRun = Math.max(0, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(Math.max(3, longestRun + 1))
  const known = /^[\w+-]{1,20}$/.test(language) ? language : ''
  return `${fence}${known}\n${code.replace(/(?<!\n)\n+$/, '')}\n${fence}`
}

function escapeProse(text: string): string {
  return (
    text
      .replace(/[\\`*_{}[\]<>()#+!|~&$]/g, (character) => `\\${character}`)
      .replace(/^(\s*)([-=]|\d+[.)])/, '$1\\$2')
      .replace(/@(?=\w)/g, '@\u2060')
      .replace(/\\#(?=\d)/g, '\\#\u2060')
      // An underscore is a part of a word to a pattern, and none to GitHub.
      .replace(/(?<![a-z\d])GH-(?=\d)/gi, 'GH-\u2060')
      .replace(/(?<![a-z\d])(https?|ftp|www)(?=[:.])/gi, '$1\u2060')
      .replace(/(?<![a-z\d])([0-9a-f]{6,39})(?=[0-9a-f](?![a-z\d]))/gi, '$1\u2060')
  )
}
