import { mayNameSecret, mentionsSecret, namesSecret } from './given-values'

/** Characters at the end of a line in which a value may begin. */
const LONGEST_END = 200
/** A key whose value begins on the next line; YAML may say before it what type it is of. */
const OPENS =
  /["']?([A-Za-z_][\w.-]{0,100})["']?\]? ?(?::[^:=]{0,60}=|[:=]) ?(?:[!&]\S{1,60} )?(?:[|>][-+\d]{0,2}|[([{]|\\)?$/
/** A key whose value is a text of several lines. */
const OPENS_TEXT = /["']?([A-Za-z_][\w.-]{0,100})["']?\]?\s*(?::[^:=]{0,60}=|[:=])\s*[rbfuRBFU]{0,2}("""|''')(?!.*\2)/
/** `password: value`, which may go on in lines that are further in. */
const SETS = /^\s*(?:-\s+)*["']?([A-Za-z_][\w.-]{0,100})["']?\s*[:=]\s*\S/
/** `variable "db_password" {` of Terraform. */
const OPENS_BLOCK = /^\s*(?:variable|output)\s+"([\w-]{1,100})"\s*\{\s*$/
const NAME_OF_VALUE = /^\s*(?:-\s+)?["']?name["']?\s*[:=]\s*["']?([\w.-]{1,100})["']?,?\s*$/
const BEGINS_QUOTED = /^\s*(?:[rbfuRBFU]{0,2}["'`]|\+\s*[rbfuRBFU]{0,2}["'`])/

/** `- name: DB_PASSWORD`, whose value stands beside it in a line of its own. */
export function isNameOfValue(line: string): boolean {
  const name = NAME_OF_VALUE.exec(line)?.[1]
  return name !== undefined && namesSecret(name)
}

/** Follows a value that begins on a line before, until the indentation, the brackets or the quotes end it. */
export class OpenValue {
  private indent: number | null = null
  private ending: 'bracket' | 'list' | 'indent' = 'indent'
  private quotes: string | null = null
  private before = ''
  private wasQuoted = false

  constructor(private readonly isPython: boolean) {}

  /** Whether a line belongs to such a value, or may with what it holds in quotes; lines are given in turn. */
  holds(line: string): 'whole' | 'quoted' | null {
    if (this.quotes !== null) {
      if (line.includes(this.quotes)) this.quotes = null
      return 'whole'
    }
    const depth = line.search(/\S/)
    if (this.indent !== null && this.goesOn(line, depth, this.indent)) return 'whole'
    // A value stands below its name, or below another part of it.
    const isQuoted =
      this.isPython && BEGINS_QUOTED.test(line) && (this.wasQuoted || mentionsSecret(this.before.slice(-LONGEST_END)))
    if (depth !== -1) {
      this.before = line
      this.wasQuoted = isQuoted
    }
    if (mayNameSecret(line) && depth !== -1) this.open(line)
    return isQuoted ? 'quoted' : null
  }

  private goesOn(line: string, depth: number, indent: number): boolean {
    if (depth === -1 || depth > indent) return true
    // A list of YAML stands below its key without being indented.
    if (this.ending === 'list' && depth === indent && /^\s*-\s/.test(line)) return true
    this.indent = null
    return this.ending === 'bracket' && !/^\s*[\])}]/.test(line)
  }

  private open(line: string): void {
    const text = OPENS_TEXT.exec(line)
    if (text?.[1] !== undefined && namesSecret(text[1])) {
      this.quotes = text[2] ?? null
      return
    }
    const end = line.trimEnd().slice(-LONGEST_END).replace(/\s+/g, ' ')
    const isSet = !this.isPython || /=\s*\S{0,4}$|["']\s*:\s*\S{0,4}$/.test(end)
    const name = isSet ? OPENS.exec(end)?.[1] : undefined
    if (name !== undefined && namesSecret(name)) {
      this.begin(line, /[([{\\"']$/.test(end) ? 'bracket' : 'list')
    } else if (!this.isPython) {
      const set = SETS.exec(line)?.[1]
      const block = OPENS_BLOCK.exec(line)?.[1]
      // What stands beside a name is as far in as the name.
      if (isNameOfValue(line)) this.begin(line, 'indent', 1)
      else if (block !== undefined && namesSecret(block)) this.begin(line, 'bracket')
      else if (set !== undefined && namesSecret(set)) this.begin(line, 'indent')
    }
  }

  private begin(line: string, ending: 'bracket' | 'list' | 'indent', less = 0): void {
    this.indent = Math.max(0, (/^\s*(?:-\s+)*/.exec(line)?.[0].length ?? 0) - less)
    this.ending = ending
  }
}
