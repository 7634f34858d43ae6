import type { Fix } from '@/lib/checks/check'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import type { Evidence } from '@/lib/facts/facts'
import { escapeMarkdown, fenceCode } from './markdown-text'

const EVIDENCE_SHOWN = 20
const LONGEST_SNIPPET = 8000

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

/** By this an issue is known again, whoever opened it. */
export function gapMarker(id: CharacteristicId): string {
  return `<!-- airworthy:gap:${id} -->`
}

/** Title and Markdown of the issue. What comes from the audited repository is escaped: it can neither link nor name anybody. */
export function writeGapIssue(gap: Gap): { readonly title: string; readonly body: string } {
  const { id, title, message, why, evidence, fix, commit, pageUrl } = gap
  const parts = [
    `**${title}**: not yet. ${escapeMarkdown(message)}`,
    evidence.length > 0 && `### Evidence\n\nAt commit ${commit.slice(0, 12)}:\n\n${listEvidence(gap)}`,
    `### Why it matters\n\n${why}`,
    fix && `### How to fix it\n\n${writeFix(fix)}`,
    `---\n[This gap on Airworthy](${pageUrl}). The issue is closed by itself once an audit finds the gap closed.\n\n${gapMarker(id)}`,
  ]
  return { title: `Production readiness: ${lowerFirst(title)}`, body: parts.filter(Boolean).join('\n\n') }
}

function listEvidence({ evidence, linkTo }: Gap): string {
  const lines = evidence.slice(0, EVIDENCE_SHOWN).map((item) => {
    const place = item.line ? `${item.path}:${item.line}` : item.path
    const url = linkTo(item)
    const link = url
      ? `[${escapeMarkdown(place)}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`
      : escapeMarkdown(place)
    return `- ${link}${item.note ? `: ${escapeMarkdown(item.note)}` : ''}`
  })
  const more = evidence.length - EVIDENCE_SHOWN
  return [...lines, ...(more > 0 ? [`- and ${more} more`] : [])].join('\n')
}

function writeFix({ summary, snippet }: Fix): string {
  if (!snippet || snippet.code.length > LONGEST_SNIPPET) return escapeMarkdown(summary)
  const place = snippet.path ? `\n\nIn ${escapeMarkdown(snippet.path)}:` : ''
  return `${escapeMarkdown(summary)}${place}\n\n${fenceCode(snippet.code, snippet.language)}`
}

function lowerFirst(text: string): string {
  return /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
}
