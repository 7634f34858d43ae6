import type { Fix } from '@/lib/checks/check'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import type { Evidence } from '@/lib/facts/facts'
import { escapeMarkdown, fenceCode } from './markdown-text'

/** GitHub takes 65,536 characters. */
const LONGEST_BODY = 60_000
/** From all that is worth telling to the least, for where there is no room. */
const SIZES = [
  { places: 20, withCode: true },
  { places: 10, withCode: true },
  { places: 10, withCode: false },
  { places: 3, withCode: false },
  { places: 0, withCode: false },
] as const
type Size = (typeof SIZES)[number]

/** One gap as an issue tells it. */
export interface Gap {
  readonly id: CharacteristicId
  /** The sentence that would be true without the gap. */
  readonly title: string
  readonly verdict: Verdict
  readonly message: string
  readonly why: string
  readonly evidence: readonly Evidence[]
  readonly fix: Fix | null
  readonly commit: string
  /** Address of a place in the repository on GitHub; null for what is no file. */
  readonly linkTo: (evidence: Evidence) => string | null
  /** Address of the gap on the dashboard. */
  readonly pageUrl: string
}

export interface GapIssueText {
  readonly title: string
  /** Markdown; its last line is the marker. */
  readonly body: string
}

/** By this an issue is known again, whoever opened it. */
export function gapMarker(id: CharacteristicId): string {
  return `<!-- airworthy:gap:${id} -->`
}

/**
 * Title and Markdown of the issue, shortened until it fits. What comes from the audited repository is escaped: it can
 * neither link nor name anybody.
 */
export function writeGapIssue(
  gap: Gap,
  fits: (text: GapIssueText) => boolean = ({ body }) => body.length <= LONGEST_BODY,
): GapIssueText {
  const title = `Production readiness: ${lowerFirst(gap.title)}`
  let text = { title, body: '' }
  for (const size of SIZES) {
    text = { title, body: writeBody(gap, size) }
    if (fits(text)) break
  }
  return text
}

function writeBody(gap: Gap, size: Size): string {
  const { id, title, message, why, fix, pageUrl } = gap
  const parts = [
    `**${title}**: not yet. ${escapeMarkdown(message)}`,
    listEvidence(gap, size),
    `### Why it matters\n\n${why}`,
    fix && `### How to fix it\n\n${writeFix(fix, size)}`,
    `---\n\n[This gap on Airworthy](${pageUrl}). The issue is closed by itself once an audit finds the gap closed.`,
    gapMarker(id),
  ]
  return parts.filter(Boolean).join('\n\n')
}

function listEvidence({ evidence, commit, linkTo }: Gap, { places }: Size): string | null {
  if (evidence.length === 0) return null
  const lines = evidence.slice(0, places).map((item) => `- ${writePlace(item, linkTo(item))}`)
  const more = evidence.length - lines.length
  if (more > 0)
    lines.push(`- ${lines.length > 0 ? 'and ' : ''}${more} ${lines.length > 0 ? 'more' : 'in all'}, on Airworthy`)
  return `### Evidence\n\nAt commit ${commit.slice(0, 12)}:\n\n${lines.join('\n')}`
}

function writePlace({ path, line, note }: Evidence, url: string | null): string {
  const name = escapeMarkdown(line ? `${path}:${line}` : path)
  const place = url ? `[${name}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)` : name
  return [path && place, escapeMarkdown(note)].filter(Boolean).join(': ')
}

function writeFix({ summary, snippet }: Fix, { withCode }: Size): string {
  if (!snippet || !withCode) return escapeMarkdown(summary)
  const place = snippet.path ? `\n\nIn ${escapeMarkdown(snippet.path)}:` : ''
  return `${escapeMarkdown(summary)}${place}\n\n${fenceCode(snippet.code, snippet.language)}`
}

function lowerFirst(text: string): string {
  return /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
}
