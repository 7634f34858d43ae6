import { branchChanges } from './branch-changes'
import { type ChangeNamed, type ChangeResult, OrganisationChange, type OrganisationChangeInput } from './change'
import type { ChangeContext, ChangeHandlers } from './change-handlers'
import { collaboratorChanges } from './collaborator-changes'
import { installationChanges } from './installation-changes'
import { peopleChanges } from './people-changes'
import { repositoryChanges } from './repository-changes'
import { teamChanges } from './team-changes'

type ChangeName = OrganisationChange['change']

const HANDLERS: ChangeHandlers<ChangeName> = {
  ...repositoryChanges,
  ...branchChanges,
  ...collaboratorChanges,
  ...peopleChanges,
  ...teamChanges,
  ...installationChanges,
}

/** Changes organisations, keeps the change on disk, and tells Apps. */
export class Changes {
  constructor(private readonly context: ChangeContext) {}

  /** Throws, with nothing changed and nobody told, a sentence about what is impossible. */
  apply(request: OrganisationChangeInput): Promise<ChangeResult> {
    return dispatch(this.context, OrganisationChange.parse(request))
  }
}

function dispatch<N extends ChangeName>(context: ChangeContext, change: ChangeNamed<N> & { change: N }) {
  return HANDLERS[change.change](context, change)
}
