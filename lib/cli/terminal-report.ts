import type { Colors } from 'picocolors/types'
import type { AuditReport, OverrideReport } from '@/lib/audit/report'
import { requireCheck } from '@/lib/checks/registry'
import { CATEGORIES, KIND_TITLES, type Verdict } from '@/lib/checks/rubric'
import type { CheckResult } from '@/lib/checks/run'
import { exemptedScore, pointsToGain } from '@/lib/checks/score'
import { visibleText } from '@/lib/checks/visible-text'
import { weighedOtherwise } from '@/lib/checks/weights'
import type { Evidence } from '@/lib/facts/facts'
import type { Input } from './read-input'
import { wrap } from './wrap'

const SYMBOLS: Readonly<Record<Verdict, string>> = {
  pass: '✔',
  partial: '◐',
  fail: '✘',
  not_applicable: '–',
  unknown: '?',
}
const WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'pass',
  partial: 'partial',
  fail: 'fail',
  not_applicable: 'not applicable',
  unknown: 'unknown',
}
const MAX_FIXES = 5
const ID_WIDTH = 22

export interface Style {
  readonly colors: Colors
  readonly width: number
}

/** The report for a person: by category, then the fixes that bring most. Texts of the repository are made harmless. */
export function terminalReport(report: AuditReport, input: Pick<Input, 'path' | 'source'>, style: Style): string {
  return [
    ...head(report, input, style),
    ...CATEGORIES.flatMap(({ id, title }) => {
      const results = report.results.filter((result) => result.category === id)
      const score = report.categories[id]
      return [
        '',
        style.colors.bold(title) + style.colors.dim(score === null ? '' : `  ${points(score)}`),
        ...results.flatMap((result) => resultLines(result, style)),
      ]
    }),
    ...fixes(report, style),
    ...notes(report, style),
    '',
  ].join('\n')
}

function head(report: AuditReport, input: Pick<Input, 'path' | 'source'>, { colors, width }: Style): string[] {
  const at = report.commit
    ? `commit ${report.commit.slice(0, 12)}`
    : input.source === 'folder'
      ? 'folder'
      : 'working tree'
  const score = report.score === null ? 'Nothing could be judged' : `${points(report.score)} of 100`
  const judged = `${Math.round(report.coverage * 100)} % of what applies could be judged`
  const projects =
    report.projects.length < 2
      ? []
      : [
          '',
          'Projects',
          ...report.projects.map((project) => {
            const total = project.score === null ? '–' : points(project.score)
            return `  ${total.padStart(5)}  ${visibleText(project.path || '(root)')}  ${colors.dim(`${KIND_TITLES[project.kind]}, ${project.linesOfCode} lines`)}`
          }),
        ]
  return [
    '',
    `${colors.bold(visibleText(input.path))}  ${colors.dim(at)}`,
    `${KIND_TITLES[report.kind]}: ${wrap(visibleText(report.kindReason), width, '  ')}`,
    '',
    `${colors.bold(`Score ${score}`)}  ${colors.dim(judged)}`,
    ...weights(report, width),
    ...projects,
  ]
}

/** By what weights the score is, where they are not the standard ones. */
function weights({ results }: AuditReport, width: number): string[] {
  const others = weighedOtherwise(results)
  if (others.length === 0) return []
  const named = others.map(({ id, weight }) => `${id} ${weight} (${requireCheck(id).weight})`).join(', ')
  return [wrap(`By weights of your own, in brackets the standard: ${named}`, width, '  ')]
}

function resultLines(result: CheckResult, style: Style): string[] {
  const { colors, width } = style
  const paint = painter(result.verdict, style)
  const label = `${SYMBOLS[result.verdict]} ${WORDS[result.verdict]}`.padEnd(16)
  const indent = ' '.repeat(6)
  return [
    `  ${paint(label)} ${colors.bold(result.id.padEnd(ID_WIDTH))}`.trimEnd(),
    `${indent}${wrap(visibleText(result.message), width - indent.length, indent)}`,
    ...shown(result).map((item) =>
      colors.dim(`${indent}${place(item)}${wrap(visibleText(item.note), width, `${indent}  `)}`),
    ),
  ]
}

function shown({ verdict, evidence }: CheckResult): readonly Evidence[] {
  if (verdict === 'not_applicable') return []
  return evidence.slice(0, verdict === 'pass' ? 3 : 6)
}

/** `path:12-14  `, or nothing for the repository as a whole. */
function place({ path, line, endLine }: Evidence): string {
  if (path === '') return ''
  const range = line === undefined ? '' : `:${line}${endLine && endLine > line ? `-${endLine}` : ''}`
  return `${visibleText(path)}${range}  `
}

function fixes(report: AuditReport, { colors, width }: Style): string[] {
  const gains = report.results
    .flatMap((result) => (result.fix ? [{ result, fix: result.fix, gain: pointsToGain(report.results, result) }] : []))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain)
    .slice(0, MAX_FIXES)
  if (gains.length === 0) return []
  const indent = ' '.repeat(6)
  return [
    '',
    colors.bold('Next best fixes'),
    ...gains.flatMap(({ result, fix, gain }, i) => [
      `  ${i + 1}. ${colors.green(`+${points(gain)}`)}  ${colors.bold(result.id)}`,
      `${indent}${wrap(visibleText(fix.summary), width - indent.length, indent)}`,
      colors.dim(`${indent}${wrap(requireCheck(result.id).why, width - indent.length, indent)}`),
    ]),
  ]
}

/** What the owners' files ask for: nothing of it is taken in silence. */
function settings({ override, results, projects }: AuditReport): string[] {
  const beside = projects.filter((project) => project.override && project.override.path !== override?.path)
  return [
    ...(override ? settingsOf(override, results) : []),
    ...beside.flatMap((project) => (project.override ? settingsOf(project.override, project.results) : [])),
  ]
}

function settingsOf(
  { path, kind, exclude, excluded, exempt, problems }: OverrideReport,
  results: readonly CheckResult[],
): string[] {
  const without = exempt.length > 0 ? exemptedScore(results, exempt) : null
  return [
    ...(kind ? [`${path}:${kind.line} sets the kind to ${kind.kind}.`] : []),
    ...(exclude.length > 0
      ? [
          `${path} leaves out ${exclude.map(({ pattern }) => pattern).join(', ')}: ${excluded.files} files, ${excluded.lines} lines.`,
        ]
      : []),
    ...exempt.map(({ id, reason, line }) => `${path}:${line} exempts ${id}: ${reason}`),
    ...(without === null ? [] : [`With its exemptions the score would be ${points(without)}; they do not change it.`]),
    ...problems.map(({ path: at, line, note }) => `Not honoured, ${at}${line ? `:${line}` : ''}: ${note}`),
  ]
}

function notes(report: AuditReport, { colors, width }: Style): string[] {
  const lines = [
    ...settings(report),
    ...report.limits.map(
      ({ message, paths }) =>
        `${message}${paths.length > 0 ? ` (${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ', …' : ''})` : ''}`,
    ),
    ...report.unparsed.slice(0, 5).map(({ path, reason }) => `Not parsed: ${path} (${reason})`),
    ...(report.unparsed.length > 5 ? [`Not parsed: ${report.unparsed.length - 5} more`] : []),
    ...(report.unreachable.length > 0
      ? [
          `Reached by nothing: ${report.unreachable.slice(0, 5).join(', ')}${report.unreachable.length > 5 ? `, and ${report.unreachable.length - 5} more` : ''}`,
        ]
      : []),
  ]
  if (lines.length === 0) return []
  return ['', colors.bold('Notes'), ...lines.map((line) => `  ${wrap(visibleText(line), width - 2, '  ')}`)]
}

function painter(verdict: Verdict, { colors }: Style): (text: string) => string {
  if (verdict === 'pass') return colors.green
  if (verdict === 'fail') return colors.red
  return verdict === 'partial' ? colors.yellow : colors.dim
}

function points(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '')
}
