import type { RouteRecord } from './record'
import type { Resolver } from './resolve'
import { decoratedRoutes } from './routes/decorated'
import { djangoRoutes } from './routes/django'
import { importedFramework } from './routes/frameworks'
import { handlerClassRoutes } from './routes/handler-classes'
import { registeredRoutes } from './routes/registered'
import { tabledRoutes } from './routes/tabled'
import type { Index } from './walk'

export interface RouteInput {
  readonly index: Index
  readonly resolver: Resolver
  /** The web framework whose names the module imports, for objects that come from another module; 'unknown' if none. */
  readonly imported: string
}

const MAX_ROUTES = 3000

/** Routes that this module registers, told by the frameworks it imports; calls of clients are none. */
export function readRoutes(index: Index, resolver: Resolver): RouteRecord[] {
  const input = { index, resolver, imported: importedFramework(index) }
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
