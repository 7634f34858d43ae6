import type { ProbeFact } from '../facts'

/**
 * Probes of the project's own service, where containers are called by its folder: in a repository of several services
 * the manifests of one folder are of all of them.
 */
export function ownProbes(probes: readonly ProbeFact[], project: string): readonly ProbeFact[] {
  const own = plain(project.slice(project.lastIndexOf('/') + 1))
  if (own === '') return probes
  const isOwn = ({ container }: ProbeFact) =>
    container !== undefined && [container.name, repositoryOf(container.image)].some((name) => isCalled(name, own))
  return probes.some(isOwn) ? probes.filter((probe) => probe.container === undefined || isOwn(probe)) : probes
}

/** `shop-users` is called by the folder `users`, too. */
function isCalled(name: string, own: string): boolean {
  return plain(name) === own || plain(name).endsWith(`-${own}`)
}

/** `users` of `registry.skylark.aero:5000/shop/users:1.4@sha256:…`. */
function repositoryOf(image: string): string {
  return image.slice(image.lastIndexOf('/') + 1).replace(/[:@].*/s, '')
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll('_', '-')
}
