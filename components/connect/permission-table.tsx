import { extras, neededPermissions, type Permission } from '@/lib/setup/app-manifest.js'

const LEVELS = { read: 'Read', write: 'Read and write' } as const
const OPTIONAL = Object.entries(extras).map(([id, extra]) => ({ id, ...extra }))

/** Every permission of the App with its level and reason; the optional ones by what they are for. */
export function PermissionTable() {
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">Permissions of the GitHub App</caption>
      <thead>
        <tr className="border-b text-left text-muted text-xs">
          <th scope="col" className="w-2/5 py-2 pr-4 font-medium sm:w-56">
            Permission
          </th>
          <th scope="col" className="w-36 py-2 pr-4 font-medium max-sm:hidden">
            Level
          </th>
          <th scope="col" className="py-2 font-medium">
            Why
          </th>
        </tr>
      </thead>
      <PermissionRows title="Always" permissions={neededPermissions} />
      {OPTIONAL.map(({ id, title, permissions }) => (
        <PermissionRows key={id} title={`Optional: ${title}`} permissions={permissions} />
      ))}
    </table>
  )
}

function PermissionRows({
  title,
  permissions,
}: {
  readonly title: string
  readonly permissions: readonly Permission[]
}) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={3} className="pt-4 pb-1 text-left font-semibold">
          {title}
        </th>
      </tr>
      {permissions.map((permission) => (
        <tr key={permission.name} className="border-b align-top last:border-0">
          <th scope="row" className="py-1.5 pr-4 text-left font-normal">
            {permission.title}
            <span className="block text-muted text-xs sm:hidden">{LEVELS[permission.level]}</span>
          </th>
          <td className="py-1.5 pr-4 text-muted max-sm:hidden">{LEVELS[permission.level]}</td>
          <td className="py-1.5 text-muted">{permission.why}</td>
        </tr>
      ))}
    </tbody>
  )
}
