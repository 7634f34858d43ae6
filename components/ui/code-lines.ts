export interface CodeLine {
  /** Counted from 1. */
  readonly number: number
  readonly text: string
  readonly isMarked: boolean
}

export interface CodePart {
  readonly folded: boolean
  readonly lines: readonly CodeLine[]
}

const SHOWN_AT_START = 16
const AROUND_MARK = 4
/** A fold that hides fewer lines saves nothing. */
const WORTH_FOLDING = 8

/** Lines of a text in turns of shown and folded: the first `shown` and what is around marks is shown. */
export function codeParts(code: string, marked: readonly number[], shown = SHOWN_AT_START): readonly CodePart[] {
  const texts = code.replace(/\n$/, '').split('\n')
  const lines = texts.map((text, index) => ({ number: index + 1, text, isMarked: marked.includes(index + 1) }))
  const isShown = ({ number }: CodeLine) =>
    number <= shown || marked.some((mark) => Math.abs(mark - number) <= AROUND_MARK)
  const runs: { folded: boolean; lines: CodeLine[] }[] = []
  for (const line of lines) {
    const last = runs.at(-1)
    if (last && last.folded !== isShown(line)) last.lines.push(line)
    else runs.push({ folded: !isShown(line), lines: [line] })
  }
  return unfoldShort(runs)
}

function unfoldShort(runs: readonly CodePart[]): readonly CodePart[] {
  const parts: { folded: boolean; lines: CodeLine[] }[] = []
  for (const run of runs) {
    const folded = run.folded && run.lines.length >= WORTH_FOLDING
    const last = parts.at(-1)
    if (last && last.folded === folded) last.lines.push(...run.lines)
    else parts.push({ folded, lines: [...run.lines] })
  }
  return parts
}

/** Lines that follow each other and are alike in being marked or not. */
export interface CodeRun {
  readonly first: number
  readonly isMarked: boolean
  /** A line each, every one ended. */
  readonly numbers: string
  readonly text: string
}

/** Lines as few pieces of text: what is drawn and told to the browser grows with the marks and not with the lines. */
export function codeRuns(lines: readonly CodeLine[]): readonly CodeRun[] {
  const runs: CodeRun[] = []
  for (const { number, text, isMarked } of lines) {
    const last = runs.at(-1)
    const before = last?.isMarked === isMarked ? runs.pop() : undefined
    runs.push({
      first: before?.first ?? number,
      isMarked,
      numbers: `${before?.numbers ?? ''}${number}\n`,
      text: `${before?.text ?? ''}${text}\n`,
    })
  }
  return runs
}
