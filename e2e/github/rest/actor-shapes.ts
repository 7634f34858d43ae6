import { botOf } from '../apps/app-shapes'
import type { Host, Repository } from '../host'
import { affiliationWith } from '../visibility'
import { ownerShape, userShape } from './user-shapes'

const BOT = /^(.+)\[bot\]$/

/** A person, an App (`name[bot]`), or the ghost that stands for everybody who is gone. */
export function actorShape(host: Host, login: string) {
  const user = host.findUser(login)
  if (user) return userShape(host, user)
  const bot = BOT.exec(login)?.[1]
  if (!bot) return ownerShape(host, { login: 'ghost', id: 10137 }, 'User')
  const app = host.description.apps.find(({ slug }) => slug === bot)
  // Brackets have no place in an address.
  const shape = ownerShape(host, { login: encodeURIComponent(login), id: app ? botOf(app).id : botId(login) }, 'User')
  return { ...shape, login, html_url: `${host.url}/apps/${bot}`, type: 'Bot' }
}

/** How somebody belongs to a repository, in the word that pull requests and issues carry. */
export function associationOf({ organisation, about }: Repository, login: string): string {
  const bond = affiliationWith(organisation, about, login)
  if (bond === 'collaborator') return 'COLLABORATOR'
  return bond === 'organization_member' ? 'MEMBER' : 'NONE'
}

/** The same number for the same App always, far from those of people. */
function botId(login: string): number {
  let sum = 0
  for (const character of login) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000
  return 900_000_000 + sum
}
