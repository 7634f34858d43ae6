import type { Repository } from '../host'
import { same } from '../names'
import { userShape } from '../rest/user-shapes'
import type { ChangeContext, ChangeHandlers } from './change-handlers'
import { personIn, repositoryIn, repositoryOf } from './find'

/** Events know three levels only. */
const LEVELS = { pull: 'read', triage: 'read', push: 'write', maintain: 'write', admin: 'admin' } as const

/** Who was invited to one repository. */
export const collaboratorChanges: ChangeHandlers<'add-collaborator' | 'remove-collaborator'> = {
  async 'add-collaborator'(context, { owner, repo, login, permission, sender }) {
    const { host } = context
    const old = await host.update((draft) => {
      const user = personIn(draft, login)
      const { collaborators } = repositoryIn(draft, owner, repo)
      const known = collaborators.find((each) => each.login === user.login)
      const was = known?.permission
      if (known) known.permission = permission
      else collaborators.push({ login: user.login, permission })
      return was
    })
    const to = LEVELS[permission]
    const changes = { permission: old ? { from: LEVELS[old], to } : { to }, ...(!old && { role_name: { to } }) }
    await emitMember(context, old ? 'edited' : 'added', repositoryOf(host, owner, repo), login, sender, { changes })
    return {}
  },

  async 'remove-collaborator'(context, { owner, repo, login, sender }) {
    const { host } = context
    await host.update((draft) => {
      const about = repositoryIn(draft, owner, repo)
      const left = about.collaborators.filter((each) => !same(each.login, login))
      if (left.length === about.collaborators.length)
        throw new Error(`${login} does not collaborate on ${owner}/${repo}.`)
      about.collaborators = left
    })
    await emitMember(context, 'removed', repositoryOf(host, owner, repo), login, sender)
    return {}
  },
}

function emitMember(
  { host, webhooks }: ChangeContext,
  action: string,
  repository: Repository,
  login: string,
  sender: string | undefined,
  payload?: Record<string, unknown>,
): Promise<void> {
  const member = userShape(host, personIn(host.description, login))
  const { organisation } = repository
  return webhooks.emit({ event: 'member', action, organisation, repository, sender, payload: { member, ...payload } })
}
