import { z } from 'zod'

const Route = z.object({ page: z.string().max(300), regex: z.string().max(2000) })
/** What the build of the pages says of itself; the most specific ones come first. */
const Manifest = z.object({ staticRoutes: z.array(Route).max(1000), dynamicRoutes: z.array(Route).max(1000) })

/** The route that answers a path, such as `/orgs/[org]`: one of a few dozen, whatever is asked for. */
export type RouteOf = (path: string) => string

const BUILD = '/_next'
const NONE = 'none'

/** Reads the routes from Next's `routes-manifest.json`. What no route answers is 'none', what the build made '/_next'. */
export function readRoutes(manifest: unknown): RouteOf {
  const { staticRoutes, dynamicRoutes } = Manifest.parse(manifest)
  const routes = [...staticRoutes, ...dynamicRoutes].map(({ page, regex }) => ({ page, pattern: new RegExp(regex) }))
  return (path) => {
    if (path.startsWith(`${BUILD}/`)) return BUILD
    return routes.find(({ pattern }) => pattern.test(path))?.page ?? NONE
  }
}

/** Without a manifest, as while developing. */
export const anyRoute: RouteOf = () => 'any'
