import { hiddenFrom, type Login, repositories, teams } from '../fixtures/organisation'

/** Who sees no teams: they are the organisation's own affair. */
const WITHOUT_TEAMS: readonly (Login | null)[] = [null, 'stranger', 'margaret']

/** What an answer betrays of repositories and teams that its reader may not know of; what they asked for themselves is no news. */
export function tracesOf(login: Login | null, body: string, asked: string): string[] {
  const hidden = login === null ? repositories : hiddenFrom(login)
  const words = hidden.flatMap(({ name, description, id }) => [
    `/repositories/${name}`,
    `skylark-air/${name}`,
    `"${name}"`,
    `>${name}<`,
    description,
    `"${id}"`,
  ])
  const teamWords = WITHOUT_TEAMS.includes(login)
    ? teams.flatMap(({ slug, name, description }) => [`/teams/${slug}`, `>${name}<`, description ?? name])
    : []
  return [...words, ...teamWords].filter((word) => body.includes(word) && !asked.includes(word.replace(/[">]|</g, '')))
}
