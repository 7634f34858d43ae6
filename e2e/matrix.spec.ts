import { SCORECARD } from './fixtures/addresses'
import { expect, test } from './fixtures/test'
import { ask } from './matrix/ask'
import { actionOutcomeOf, outcomeOf } from './matrix/outcome'
import { ROLE_NAMES, ROLES } from './matrix/roles'
import { listRoutes } from './matrix/routes'
import { callServerAction, listServerActions } from './matrix/server-actions'
import { ACTIONS, ROUTES } from './matrix/table'
import { tracesOf } from './matrix/traces'

test('every route and every action has a row in the matrix', () => {
  expect(Object.keys(ROUTES).sort()).toEqual(listRoutes())
  expect(Object.keys(ACTIONS).sort()).toEqual([...listServerActions().keys()].sort())
})

for (const role of ROLE_NAMES) {
  const login = ROLES[role]

  test(`${role}: every route shows, hides or refuses what it should, and betrays nothing`, async ({ sessionOf }) => {
    test.setTimeout(180_000)
    const session = login && (await sessionOf(login))
    for (const [route, cases] of Object.entries(ROUTES)) {
      for (const { path, outcomes, data } of cases) {
        const [method = 'GET'] = route.split(' ')
        const answer = await ask(session, path, { method, ...(data !== undefined && { body: data }) })
        expect.soft(outcomeOf(answer), `${route} at ${path}`).toBe(outcomes[role])
        expect.soft(tracesOf(login, answer.body, path), `${route} at ${path}`).toEqual([])
      }
    }
  })

  test(`${role}: every action called by hand does or refuses what it should`, async ({ sessionOf }) => {
    const session = login && (await sessionOf(login))
    const ids = listServerActions()
    for (const [name, cases] of Object.entries(ACTIONS)) {
      for (const { args, outcomes } of cases) {
        const answer = await callServerAction(session, ids.get(name) ?? '', SCORECARD, args)
        const what = `${name}(${args.map(String).join(', ')})`
        expect.soft(actionOutcomeOf(answer), what).toBe(outcomes[role])
        expect.soft(tracesOf(login, answer.body, args.join(' ')), what).toEqual([])
      }
    }
  })
}
