/** A small picture of two words: what it is about, and how that stands. */
export interface Badge {
  readonly label: string
  readonly value: string
  readonly tone: Tone
}

export type Tone = 'good' | 'fair' | 'bad' | 'neutral' | 'unsure'

// White on each of these is read by everybody: 4.5 to 1 at the least.
const FILLS: Readonly<Record<Tone, string>> = {
  good: '#096a5d',
  fair: '#855200',
  bad: '#b02a1a',
  neutral: '#5c5f5a',
  unsure: '#5748ad',
}

const LABEL_FILL = '#33362f'
const PADDING = 7

/** An SVG that says its value in words as well as in colour, and holds nothing but shapes and text. */
export function drawBadge({ label, value, tone }: Badge): string {
  const left = Math.round(widthOf(label)) + 2 * PADDING
  const right = Math.round(widthOf(value)) + 2 * PADDING
  const width = left + right
  const title = escapeXml(`${label}: ${value}`)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" viewBox="0 0 ${width} 20" role="img" aria-label="${title}"><title>${title}</title><clipPath id="c"><rect width="${width}" height="20" rx="4"/></clipPath><g clip-path="url(#c)"><rect width="${left}" height="20" fill="${LABEL_FILL}"/><rect x="${left}" width="${right}" height="20" fill="${FILLS[tone]}"/></g><g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">${text(label, left / 2, left)}${text(value, left + right / 2, right)}</g></svg>
`
}

function text(words: string, middle: number, width: number): string {
  return `<text x="${middle}" y="14" textLength="${width - 2 * PADDING}">${escapeXml(words)}</text>`
}

/** Text for an element or attribute; what XML can't hold at all is left out. */
export function escapeXml(words: string): string {
  return words
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** How wide letters of Verdana at 11 px are, about; `textLength` makes up for the rest. */
const WIDTHS: readonly (readonly [letters: RegExp, width: number])[] = [
  [/[ijl.,:;'|!]/, 3.3],
  [/[ftrI()[\]/ -]/, 4.5],
  [/[mwMW%@]/, 10],
]
const MOST_LETTERS = 6.8

function widthOf(words: string): number {
  const widthOfLetter = (letter: string) => WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? MOST_LETTERS
  return [...words].reduce((sum, letter) => sum + widthOfLetter(letter), 0)
}
