/** One thing that goes wrong at GitHub, as the local GitHub's control endpoint takes it. */
export type Misfortune = Readonly<Record<string, unknown>>

type Make = (random: () => number) => Misfortune

/** All that GitHub is known for; waits are short, so that a scan meets many of them. */
export const MISFORTUNES: Readonly<Record<string, Make>> = {
  '500': () => ({ kind: 'server-error', times: 2 }),
  '502 with a page': () => ({ kind: 'bad-gateway-html', times: 2 }),
  '502 after it was done': () => ({ kind: 'lost-answer' }),
  'a slow answer': () => ({ kind: 'slow', delayMs: 2000, times: 2 }),
  'a cut answer': (random) => ({ kind: 'cut', cutAfterBytes: Math.floor(random() * 2000) }),
  'a cut archive': (random) => ({ match: '/_codeload/', cutAfterBytes: Math.floor(random() * 2000) }),
  'a truncated archive': () => ({ kind: 'truncated-archive' }),
  'a corrupt archive': () => ({ kind: 'corrupt-archive' }),
  'the limit of the hour': (random) => ({ kind: 'primary-limit', resetInSeconds: seconds(random) }),
  '403 with retry-after': (random) => ({ kind: 'secondary-limit', retryAfterSeconds: seconds(random) }),
  '429 with retry-after': (random) => limit({ 'retry-after': String(seconds(random)) }),
  'the limit of the hour, by a clock 20 minutes ahead': (random) => byClock(20, seconds(random)),
  'the limit of the hour, by a clock 20 minutes behind': (random) => byClock(-20, seconds(random)),
  'GraphQL used up within a 200': (random) => ({ kind: 'graphql-exhausted', resetInSeconds: seconds(random) }),
  'GraphQL with a hole': () => ({ kind: 'graphql-partial' }),
  'a short list': () => ({ kind: 'short-list' }),
  'a list that single sign-on cut': () => ({ kind: 'sso-partial' }),
}

/** Each of these makes everything wait for a minute and more, so that one scan meets each but once. */
export const LONG_ONES: Readonly<Record<string, Misfortune>> = {
  '403 without retry-after': { kind: 'secondary-limit-without-retry-after' },
}

function seconds(random: () => number): number {
  return 1 + Math.floor(random() * 3)
}

function limit(headers: Readonly<Record<string, string>>, status = 429): Misfortune {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  return { match: '/api/', status, headers, body: { message } }
}

function byClock(minutesAhead: number, resetInSeconds: number): Misfortune {
  const now = Date.now() + minutesAhead * 60_000
  return limit(
    {
      date: new Date(now).toUTCString(),
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.floor(now / 1000) + resetInSeconds),
      'x-ratelimit-resource': 'core',
    },
    403,
  )
}
