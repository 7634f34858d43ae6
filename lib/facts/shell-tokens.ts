export interface ShellToken {
  readonly kind: 'word' | 'op'
  /** A word without its quotes; an operator: `;` (also for a new line), `;;`, `&&`, `||`, `|`, `&`, `(`, `)`. */
  readonly text: string
  readonly line: number
  readonly quoted: boolean
}

const MAX_TEXT = 256 * 1024

/** Reads words and operators of a shell text in one pass; here-documents, comments and redirections are left out. */
export function tokenizeShell(text: string, firstLine: number): readonly ShellToken[] {
  return new ShellReader(text.slice(0, MAX_TEXT).replaceAll('\r\n', '\n'), firstLine).read()
}

class ShellReader {
  private at = 0
  private readonly tokens: ShellToken[] = []
  private readonly heredocs: string[] = []
  /** Closing marks that do not come any more: not searched again, so reading stays linear. */
  private readonly unclosed = new Set<string>()

  constructor(
    private readonly text: string,
    private line: number,
  ) {}

  read(): readonly ShellToken[] {
    while (this.at < this.text.length) this.step()
    return this.tokens
  }

  private step(): void {
    const character = this.text[this.at] ?? ''
    if (character === '\n') {
      this.push('op', ';', this.line)
      this.newLine()
    } else if (character === ' ' || character === '\t') this.at++
    else if (character === '\\' && this.text[this.at + 1] === '\n') {
      this.at += 2
      this.line++
    } else if (character === '#') this.skipLine()
    else if (!this.redirection()) {
      const operator = /&&|\|\||;;&?|;&|\|&|[;|&()]/y
      operator.lastIndex = this.at
      const match = operator.exec(this.text)?.[0]
      if (match) {
        this.at += match.length
        this.push('op', match.startsWith(';;') || match === ';&' ? ';;' : match === '|&' ? '|' : match, this.line)
      } else this.word()
    }
  }

  private push(kind: ShellToken['kind'], text: string, line: number, quoted = false): void {
    this.tokens.push({ kind, text, line, quoted })
  }

  private skipLine(): void {
    const end = this.text.indexOf('\n', this.at)
    this.at = end < 0 ? this.text.length : end
  }

  private newLine(): void {
    this.at++
    this.line++
    for (let mark = this.heredocs.shift(); mark !== undefined; mark = this.heredocs.shift()) {
      while (this.at < this.text.length) {
        const end = this.text.indexOf('\n', this.at)
        const stop = end < 0 ? this.text.length : end
        const content = this.text.slice(this.at, stop).trim()
        this.at = end < 0 ? stop : stop + 1
        this.line++
        if (content === mark) break
      }
    }
  }

  /** Passes `2>&1`, `> file`, `<<EOF`, `<<<text`, `&>file`. */
  private redirection(): boolean {
    const pattern = /(?:\d{0,3}|&)(?:<<<|<<-?|>>|>&|<&|<>|>\||[<>])(?!\()/y
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)?.[0]
    if (!match) return false
    this.at += match.length
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++
    const target = this.readWord().text
    if (/<<-?$/.test(match) && target !== '') this.heredocs.push(target)
    return true
  }

  private word(): void {
    const { line } = this
    const { text, quoted } = this.readWord()
    if (text === '' && !quoted) this.at++
    else this.push('word', text, line, quoted)
  }

  private readWord(): { text: string; quoted: boolean } {
    let text = ''
    let quoted = false
    while (this.at < this.text.length) {
      const character = this.text[this.at] ?? ''
      if (' \t\n;|&()<>'.includes(character)) break
      if (character === "'" || character === '"') {
        quoted = true
        text += this.quotedPart(character)
      } else if (character === '\\') {
        if (this.text[this.at + 1] === '\n') this.line++
        else text += this.text[this.at + 1] ?? ''
        this.at += 2
      } else if (character === '$' || character === '`') text += this.expansion()
      else {
        text += character
        this.at++
      }
    }
    return { text, quoted }
  }

  private quotedPart(quote: string): string {
    let end = this.at + 1
    while (end < this.text.length && this.text[end] !== quote) end += quote === '"' && this.text[end] === '\\' ? 2 : 1
    const raw = this.text.slice(this.at + 1, end)
    this.at = end + 1
    for (const character of raw) if (character === '\n') this.line++
    return quote === '"' ? raw.replace(/\\(["\\$`\n])/g, '$1') : raw
  }

  /** `$X`, `${X}`, `$(command)`, `${{ expression }}` and backquotes, as written. */
  private expansion(): string {
    const start = this.at
    const pairs: readonly (readonly [string, string])[] = [
      ['${{', '}}'],
      ['$((', '))'],
      ['${', '}'],
      ['`', '`'],
    ]
    for (const [open, close] of pairs) {
      if (!this.text.startsWith(open, start) || this.unclosed.has(close)) continue
      const end = this.text.indexOf(close, start + open.length)
      if (end < 0) this.unclosed.add(close)
      return this.take(end < 0 ? start + open.length : end + close.length)
    }
    if (this.text.startsWith('$(', start) && !this.unclosed.has(')')) return this.take(this.closing(start + 2))
    return this.take(start + 1)
  }

  private take(end: number): string {
    const part = this.text.slice(this.at, end)
    for (const character of part) if (character === '\n') this.line++
    this.at = end
    return part
  }

  private closing(from: number): number {
    let depth = 1
    for (let at = from; at < this.text.length; at++) {
      if (this.text[at] === '\\') at++
      else if (this.text[at] === '(') depth++
      else if (this.text[at] === ')' && --depth === 0) return at + 1
    }
    this.unclosed.add(')')
    return from
  }
}
