import type { SuppressionRecord } from './record'
import type { Comment, SyntaxTree } from './syntax'

/** Suppressing comments of all tools, in the order of the text. */
export function readSuppressions(tree: SyntaxTree): SuppressionRecord[] {
  return tree.comments.flatMap((comment) => inComment(tree.text.slice(comment.start, comment.end), comment))
}

/**
 * The text as Ruff should see it: a blanket `# noqa` excuses nothing, so its word is altered (same length, so that
 * positions stay); a coded one is a decision and is left for Ruff to honour.
 */
export function withoutBlanketNoqa(tree: SyntaxTree): string {
  const parts: string[] = []
  let from = 0
  for (const { start, end } of tree.comments) {
    const comment = tree.text.slice(start, end)
    if (!/noqa/i.test(comment)) continue
    parts.push(
      tree.text.slice(from, start),
      comment.replace(BLANKET, (word) => `${word.slice(0, -1)}_`),
    )
    from = end
  }
  return from === 0 ? tree.text : parts.join('') + tree.text.slice(from)
}

const BLANKET = /#\s*(?:(?:ruff|flake8)\s*:\s*)?noqa(?!\s*:\s*[A-Za-z]+[0-9]+)/gi
const CODES = '([A-Za-z]+[0-9]+(?:[\\s,]+[A-Za-z]+[0-9]+)*)'
const FILE_NOQA = new RegExp(`#\\s*(?:ruff|flake8)\\s*:\\s*noqa(?:\\s*:\\s*${CODES})?`, 'i')
const NOQA = new RegExp(`#\\s*noqa(?:\\s*:\\s*${CODES})?`, 'i')
const RUFF_IGNORE = /#\s*ruff\s*:\s*(?:ignore|disable|file-ignore)\[([^\]]{0,200})\]/i
const NOSEC = /#\s*nosec\b\s*:?\s*((?:B\d{3}|[a-z]+(?:_[a-z]+)+)(?:[\s,]+(?:B\d{3}|[a-z]+(?:_[a-z]+)+))*)?/
const TYPE_IGNORE = /#\s*type\s*:\s*ignore(?:\[([^\]]{0,200})\])?/
const PYRIGHT = /#\s*(?:based)?(?:pyright|pyrefly|ty)\s*:\s*ignore(?:\[([^\]]{0,200})\])?/
const PYLINT = /#\s*pylint\s*:\s*(?:disable|disable-next)\s*=\s*([\w-]+(?:\s*,\s*[\w-]+)*)/
const ALLOWLIST =
  /pragma\s*:\s*(?:allow|white)list[ -](?:nextline[ -])?secret|gitleaks:allow|secretlint-disable|trufflehog:ignore/i

/** What one of the comments above holds in any case. */
const MAY_SUPPRESS = /noqa|nosec|ignore|disable|list|gitleaks:allow/i
const NONE: SuppressionRecord[] = []

function inComment(text: string, { line }: Comment): SuppressionRecord[] {
  if (!MAY_SUPPRESS.test(text)) return NONE
  const found: SuppressionRecord[] = []
  const add = (kind: SuppressionRecord['kind'], codes: string | undefined) =>
    found.push({ line, kind, codes: (codes ?? '').split(/[\s,]+/).filter((code) => code !== '') })
  const file = FILE_NOQA.exec(text)
  if (file) add('file-noqa', file[1])
  else {
    const noqa = NOQA.exec(text)
    if (noqa) add('noqa', noqa[1])
  }
  const ignore = RUFF_IGNORE.exec(text)
  if (ignore) add('noqa', ignore[1])
  const nosec = NOSEC.exec(text)
  if (nosec) add('nosec', nosec[1])
  const type = TYPE_IGNORE.exec(text)
  if (type) add('type-ignore', type[1])
  const pyright = PYRIGHT.exec(text)
  if (pyright) add('pyright-ignore', pyright[1])
  const pylint = PYLINT.exec(text)
  if (pylint) add('pylint-disable', pylint[1])
  if (ALLOWLIST.test(text)) add('allowlist-secret', undefined)
  return found
}
