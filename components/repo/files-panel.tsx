import { ExportLinks } from '@/components/ui/export-links'
import { Panel } from '@/components/ui/panel'
import { exportPath, repositoryPath } from '@/components/ui/paths'
import { visibleText } from '@/lib/checks/visible-text'
import { formatCount } from '@/lib/checks/wording'
import type { RepositoryAudit } from '@/lib/data/repository'

const PATHS_SHOWN = 50

const ROLE_TITLES: Readonly<Record<string, string>> = {
  application: 'Application',
  test: 'Tests',
  migration: 'Migrations',
  vendored: 'Vendored',
  generated: 'Generated',
  docs: 'Docs and examples',
  tooling: 'Tooling and packaging',
  template: 'Templates',
  fixture: 'Fixtures',
  excluded: 'Excluded by the owner',
}

/** Which Python files count as what, and what could not be looked at. */
export function FilesPanel({
  org,
  name,
  audit,
}: {
  readonly org: string
  readonly name: string
  readonly audit: Pick<RepositoryAudit, 'roles' | 'limits'>
}) {
  const { roles, limits } = audit
  return (
    <Panel
      title="Files"
      note="Only application code is judged as such"
      actions={
        roles.length > 0 && <ExportLinks what="the files" path={exportPath(repositoryPath(org, name), 'files')} />
      }
    >
      {roles.length === 0 ? (
        <p className="text-muted text-sm">There are no Python files.</p>
      ) : (
        <table className="w-full text-sm">
          <caption className="sr-only">Python files and lines of code by role</caption>
          <thead>
            <tr className="border-b text-left text-muted text-xs">
              <th scope="col" className="py-1 font-medium">
                Role
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                Files
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                Lines
              </th>
            </tr>
          </thead>
          <tbody>
            {roles.map(({ role, files, lines }) => (
              <tr key={role} className="border-b last:border-0">
                <th scope="row" className="py-1.5 text-left font-normal">
                  {ROLE_TITLES[role] ?? role}
                </th>
                <td className="py-1.5 text-right">{formatCount(files)}</td>
                <td className="py-1.5 text-right">{formatCount(lines)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {limits.length > 0 && (
        <>
          <h3 className="mt-5 mb-1 font-medium text-sm">Not looked at, or set aside</h3>
          <ul className="grid gap-2 text-sm">
            {limits.map(({ kind, message, paths }) => (
              <li key={`${kind} ${message}`}>
                {message}
                {paths.length > 0 && (
                  <details>
                    <summary className="link w-fit list-none text-xs">
                      {paths.length === 1 ? 'One path' : `${formatCount(paths.length)} paths`}
                    </summary>
                    <ul className="mt-1 font-mono text-xs">
                      {paths.slice(0, PATHS_SHOWN).map((path) => (
                        <li key={path} className="[overflow-wrap:anywhere]">
                          {visibleText(path)}
                        </li>
                      ))}
                    </ul>
                    {paths.length > PATHS_SHOWN && (
                      <p className="text-muted text-xs">and {formatCount(paths.length - PATHS_SHOWN)} more</p>
                    )}
                  </details>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
