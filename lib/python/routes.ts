import type { RouteRecord } from './record'
import type { Resolver } from './resolve'
import { decoratedRoutes } from './routes/decorated'
import { djangoRoutes } from './routes/django'
import { handlerClassRoutes } from './routes/handler-classes'
import { registeredRoutes } from './routes/registered'
import { tabledRoutes } from './routes/tabled'
import type { ValueReader } from './values'
import type { Index } from './walk'

export interface RouteInput {
  readonly index: Index
  readonly resolver: Resolver
  readonly values: ValueReader
}

const MAX_ROUTES = 3000

/** Routes that this module registers, told by the frameworks it imports; calls of clients are none. */
export function readRoutes(index: Index, resolver: Resolver, values: ValueReader): RouteRecord[] {
  const input = { index, resolver, values }
  return [
    ...decoratedRoutes(input),
    ...registeredRoutes(input),
    ...tabledRoutes(input),
    ...djangoRoutes(input),
    ...handlerClassRoutes(input),
  ]
    .sort((a, b) => a.line - b.line)
    .slice(0, MAX_ROUTES)
}
