import { CHARACTERISTICS, type CharacteristicId } from '@/lib/checks/rubric'
import type { Evidence, Facts } from '@/lib/facts/facts'
import { excludedBy } from '@/lib/facts/override'
import { maskedText } from '@/lib/facts/secrets/masked-text'
import type { OverrideReport } from './report'

const MAX_REASON = 500
const MAX_NOTE = 300

/**
 * What the owner's file beside a project says, with what is not honoured named as a problem; null without a file.
 * `projects` are the folders of all projects: a kind at a root that is none of them has nothing to describe.
 */
export function overrideReport(
  facts: Pick<Facts, 'override' | 'files' | 'python' | 'project'>,
  projects: readonly string[],
): OverrideReport | null {
  const { override, files, project } = facts
  const { path } = override
  if (path === null) return null
  const exempt = override.exempt.flatMap((each) => {
    const id = characteristic(each.id)
    return id ? [{ ...each, id, reason: shown(each.reason, MAX_REASON) }] : []
  })
  const isProject = projects.includes(project.path)
  const problems: Evidence[] = [
    ...override.problems,
    ...override.exempt
      .filter(({ id }) => characteristic(id) === null)
      .map(({ id, line }) => ({ path, line, note: `"${id}" is no characteristic.` })),
    ...(override.kind && !isProject
      ? [{ path, line: override.kind.line, note: 'The repository holds several projects; set the kind beside each.' }]
      : []),
    ...(files.exclusionsRefused && override.exclude.length > 0
      ? [{ path, note: 'The exclusions would leave practically no code to judge.' }]
      : []),
  ]
  return {
    path,
    kind: isProject ? override.kind : null,
    exclude: override.exclude.map(({ pattern, line }) => ({ pattern: shown(pattern, MAX_NOTE), line })),
    excluded: countExcluded(facts),
    exempt,
    problems: problems.map((each) => ({ ...each, note: shown(each.note, MAX_NOTE) })),
  }
}

/** Cut only when masked: half an address with a password is no address that could be told. */
function shown(text: string, length: number): string {
  return maskedText(text).slice(0, length)
}

function countExcluded({
  override,
  files,
  python,
  project,
}: Pick<Facts, 'override' | 'files' | 'python' | 'project'>): OverrideReport['excluded'] {
  const prefix = project.path === '' ? '' : `${project.path}/`
  const matches = excludedBy(override)
  const isOurs = ({ path, role }: { readonly path: string; readonly role: string }) =>
    role === 'excluded' && path.startsWith(prefix) && matches(path.slice(prefix.length))
  const modules = python.modules.filter(isOurs).map(({ record }) => record.codeLines)
  const notebooks = files.notebooks.filter(isOurs).map(({ codeLines }) => codeLines)
  const lines = [...modules, ...notebooks]
  return { files: lines.length, lines: lines.reduce((sum, each) => sum + each, 0) }
}

function characteristic(id: string): CharacteristicId | null {
  return CHARACTERISTICS.find((each) => each.id === id)?.id ?? null
}
