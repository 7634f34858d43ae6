import { defaultFieldResolver, execute, GraphQLError, type GraphQLFieldResolver } from 'graphql'
import type { Hono } from 'hono'
import { z } from 'zod'
import { ApiError } from '../api-error'
import { type AppAccess, withAppAccess } from '../apps/app-access'
import { botOf } from '../apps/app-shapes'
import { requireFieldPermission } from '../apps/graphql-permission'
import type { Host } from '../host'
import { setHeaders } from '../rest/envelope'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { authenticate } from '../session'
import { estimate } from './points'
import { queryRoot } from './query-root'
import { githubSchema, prepareQuery } from './schema'

const Payload = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

export function routeGraphql(app: Hono<ServerEnv>, { host, tokens, budgets, counters }: Services): void {
  app.post('/api/graphql', async (c) => {
    const session = authenticateOrNone(() => authenticate(host, tokens, c.req.header('authorization')))
    if (session instanceof ApiError) return c.json(session.body, session.status)
    const user = session.user ?? (session.app?.kind === 'installation' ? botOf(session.app.app) : undefined)
    if (!user) return c.json(new ApiError(401, 'This endpoint requires you to be authenticated.').body, 401)
    const payload = Payload.safeParse(await c.req.json().catch(() => undefined))
    if (!payload.success)
      return c.json(new ApiError(400, 'A query attribute must be specified and must be a string.').body, 400)

    const schema = await githubSchema()
    const { query, variables, operationName } = payload.data
    const spent = (points: number) => {
      counters.graphqlPoints += points
      const allowance = budgets.spend(session.budgetKey, 'graphql', points)
      setHeaders(c, 'graphql', session, allowance)
      return allowance
    }
    let prepared: ReturnType<typeof prepareQuery>
    try {
      prepared = prepareQuery(schema, query)
    } catch (error) {
      spent(0)
      return c.json({ errors: [errorShape(error)] })
    }
    if (prepared.problems.length > 0) {
      spent(0)
      return c.json({ errors: prepared.problems.map(errorShape) })
    }
    const { cost, nodeCount, problem } = estimate(schema, prepared.document, variables ?? {})
    if (problem) {
      spent(0)
      return c.json({ errors: [problem] })
    }
    if (budgets.read(session.budgetKey, 'graphql').remaining < cost) {
      spent(0)
      const owner =
        session.app?.kind === 'installation' ? `installation ID ${session.app.installation.id}` : `user ID ${user.id}`
      const message = `API rate limit already exceeded for ${owner}.`
      return c.json({ errors: [{ type: 'RATE_LIMITED', message }] })
    }
    const allowance = spent(cost)
    const { data, errors } = await withAppAccess(session.app, async () =>
      execute({
        schema,
        document: prepared.document,
        rootValue: queryRoot(host, user, { ...allowance, cost, nodeCount }),
        contextValue: { host, access: session.app },
        variableValues: variables ?? {},
        operationName,
        fieldResolver,
      }),
    )
    return c.json({ data: data ?? null, ...(errors ? { errors: errors.map(errorShape) } : {}) })
  })
}

/** A field this server has no answer for is an error, never a silent null. */
const fieldResolver: GraphQLFieldResolver<unknown, { host: Host; access?: AppAccess }> = (
  source,
  args,
  context,
  info,
) => {
  if (typeof source !== 'object' || source === null || !(info.fieldName in source)) {
    throw new GraphQLError(`The local GitHub does not serve ${info.parentType.name}.${info.fieldName}.`)
  }
  requireFieldPermission(context.host, context.access, info.parentType.name, info.fieldName, source)
  return defaultFieldResolver(source, args, context, info)
}

/** GitHub puts the kind of an error beside its message, not among the extensions. */
function errorShape(error: unknown) {
  if (!(error instanceof GraphQLError))
    return { message: error instanceof Error ? error.message : 'Something went wrong' }
  const { message, locations, path, extensions } = error
  const type = typeof extensions.type === 'string' ? { type: extensions.type } : {}
  return { ...type, ...(path ? { path } : {}), ...(locations ? { locations } : {}), message }
}

function authenticateOrNone<T>(read: () => T): T | ApiError {
  try {
    return read()
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}
