import 'server-only'
import { CHECKS } from '@/lib/checks/registry'
import type { MessageTarget } from '@/lib/data/message-delivery'
import type { DailyFacts, DayMover, RegressionFact } from '@/lib/data/message-facts'
import { repositoryPageUrl } from '@/lib/data/page-url'
import { signedPoints } from '@/lib/data/signed-points'
import { dayBefore } from '@/lib/data/trend-days'
import { env } from '@/lib/env'
import { escapeSlack, slackLink } from './slack-text'

type Where = Pick<MessageTarget, 'login' | 'scope'>

const SHOWN = 20

/** Texts are Slack's mrkdwn. */
export function regressionText({ login, scope }: Where, facts: readonly RegressionFact[]): string {
  const lines = facts.slice(0, SHOWN).map(({ repository, characteristic, commit }) => {
    const title = CHECKS.find(({ id }) => id === characteristic)?.title ?? characteristic
    const link = slackLink(repositoryPageUrl(login, repository, characteristic), repository)
    return `• ${link} passed and fails now: ${escapeSlack(title)} (commit ${escapeSlack(commit.slice(0, 7))})`
  })
  const more = facts.length - lines.length
  return [
    `*${facts.length === 1 ? 'One regression' : `${facts.length} regressions`} in ${organisationLink(login)}*${among(scope)}`,
    ...lines,
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n')
}

/** `day` is YYYY-MM-DD. */
export function dailyText({ login, scope }: Where, facts: Omit<DailyFacts, 'told'>, day: string): string {
  const { repositories, score, ready, change30, since, up, down } = facts
  const when = `since ${since === dayBefore(1, new Date(day)) ? 'yesterday' : since}`
  const change = change30 === null ? '' : ` (${signedPoints(change30)} in 30 days)`
  return [
    `*${organisationLink(login)} on ${day}*${among(scope)}`,
    score === null ? 'No repository has a score yet.' : `Score ${score.toFixed(1)}${change}`,
    `${ready} of ${repositories} ${repositories === 1 ? 'repository' : 'repositories'} ready for production`,
    ...(up.length + down.length === 0 ? [`No score moved ${when}.`] : []),
    ...moverLines(`Up ${when}`, login, up),
    ...moverLines(`Down ${when}`, login, down),
  ].join('\n')
}

export function testText({ login, scope }: Where): string {
  return `This is a test message of Airworthy for ${organisationLink(login)}. Messages here name ${
    scope === 'all' ? 'all of its repositories, private ones included' : 'its public repositories only'
  }.`
}

function moverLines(title: string, login: string, movers: readonly DayMover[]): readonly string[] {
  if (movers.length === 0) return []
  const items = movers.map(
    ({ name, score, change }) =>
      `${slackLink(repositoryPageUrl(login, name), name)} ${score.toFixed(1)} (${signedPoints(change)})`,
  )
  return [`${title}: ${items.join(', ')}`]
}

function organisationLink(login: string): string {
  return slackLink(`${env().NEXTAUTH_URL}/orgs/${encodeURIComponent(login)}`, login)
}

function among(scope: MessageTarget['scope']): string {
  return scope === 'all' ? '' : ' (public repositories)'
}
