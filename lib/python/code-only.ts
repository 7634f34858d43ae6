/** A text of Python, broken or not, with spaces for what stands in strings and comments: quotes and lines stay. */
export function codeOnly(text: string): string {
  const pieces: string[] = []
  let from = 0
  OPENS.lastIndex = 0
  for (let found = OPENS.exec(text); found; found = OPENS.exec(text)) {
    const [mark] = found
    const inside = found.index + (mark === '#' ? 0 : mark.length)
    const end = endOf(text, inside, mark)
    pieces.push(text.slice(from, inside), text.slice(inside, end).replace(/[^\r\n]/g, ' '))
    from = end
    OPENS.lastIndex = mark === '#' ? end : end + mark.length
  }
  return `${pieces.join('')}${text.slice(from)}`
}

const OPENS = /"""|'''|["'#]/g
const LINE_END = /[\r\n]/

/** Where a string or comment ends; one that nobody closes ends with its line, or with the text. */
function endOf(text: string, inside: number, mark: string): number {
  for (let at = inside; at < text.length; at++) {
    const character = text[at] ?? ''
    if (mark.length < 3 && LINE_END.test(character)) return at
    if (mark !== '#' && character === '\\') at++
    else if (character === mark[0] && text.startsWith(mark, at) && mark !== '#') return at
  }
  return text.length
}
