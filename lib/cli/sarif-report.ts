import { createHash } from 'node:crypto'
import type { AuditReport, ProjectReport } from '@/lib/audit/report'
import { CHECKS, requireCheck } from '@/lib/checks/registry'
import { CATEGORIES } from '@/lib/checks/rubric'
import type { CheckResult } from '@/lib/checks/run'
import { visibleJson, visibleText } from '@/lib/checks/visible-text'
import type { Evidence } from '@/lib/facts/facts'
import { VERSION } from './version'

/** GitHub shows so many places of one result. */
const MOST_PLACES = 100

/**
 * The gaps as SARIF 2.1.0, the format of code scanning: one rule for each characteristic, one result for each that is
 * `fail` or `partial` in a project. A gap keeps its fingerprint when lines move, so that it stays one alert.
 */
export function sarifReport(report: AuditReport): string {
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Airworthy',
            semanticVersion: VERSION,
            rules: CHECKS.map((check) => ruleOf(check, weightOf(check, report))),
          },
        },
        columnKind: 'utf16CodeUnits',
        automationDetails: { id: 'airworthy/' },
        results: report.projects.flatMap((project) =>
          project.results.flatMap((result) => resultOf(result, project, report)),
        ),
        properties: { rubric: report.rubricVersion, score: report.score, coverage: report.coverage, kind: report.kind },
      },
    ],
  }
  return `${visibleJson(JSON.stringify(document, null, 2))}\n`
}

function weightOf({ id, weight }: (typeof CHECKS)[number], { results }: AuditReport): number {
  return results.find((result) => result.id === id)?.weight ?? weight
}

function ruleOf({ id, category, title, why }: (typeof CHECKS)[number], weight: number) {
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: why },
    defaultConfiguration: { level: 'warning' },
    properties: { tags: [CATEGORIES.find((each) => each.id === category)?.title ?? category], weight },
  }
}

function resultOf(result: CheckResult, project: ProjectReport, report: AuditReport) {
  const { id, verdict, message, evidence, fix } = result
  if (verdict !== 'fail' && verdict !== 'partial') return []
  const places = evidence.filter(({ path }) => path !== '').slice(0, MOST_PLACES)
  const [first = fallback(project, report), ...others] = places
  return [
    {
      ruleId: id,
      ruleIndex: CHECKS.findIndex((check) => check.id === id),
      level: verdict === 'fail' ? 'warning' : 'note',
      message: {
        text: plain([`${requireCheck(id).title}: ${verdict}.`, message, fix?.summary].filter(Boolean).join(' ')),
      },
      locations: [locationOf(first)],
      ...(others.length > 0
        ? { relatedLocations: others.map((each, index) => ({ id: index + 1, ...locationOf(each) })) }
        : {}),
      partialFingerprints: { 'airworthy/v1': fingerprint(id, project.path) },
    },
  ]
}

/** A result without a place is not shown: what is missing as a whole is told where the project says what it is. */
function fallback({ path }: ProjectReport, { kindEvidence }: AuditReport): Evidence {
  const inProject = kindEvidence.find((each) => path === '' || each.path.startsWith(`${path}/`))
  return { path: inProject?.path || `${path === '' ? '' : `${path}/`}README.md`, note: '' }
}

function locationOf({ path, line, endLine, note }: Evidence) {
  const uri = wellFormed(path).split('/').map(encodeURIComponent).join('/')
  return {
    physicalLocation: {
      artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
      region: {
        startLine: line ?? 1,
        ...(line !== undefined && endLine !== undefined && endLine > line ? { endLine } : {}),
      },
    },
    ...(note === '' ? {} : { message: { text: plain(note) } }),
  }
}

/** A name that is no UTF-8 must not stop the report. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

/** A bracket in a message of SARIF begins a link. */
function plain(text: string): string {
  return visibleText(text).replace(/[\\[\]]/g, '\\$&')
}

function fingerprint(id: string, project: string): string {
  return createHash('sha256').update(`${id}\n${project}`).digest('hex').slice(0, 32)
}
