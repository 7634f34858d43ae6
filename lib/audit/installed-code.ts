import type { RepoSnapshot } from '@/lib/snapshot/snapshot'

/** Packages that were installed into the tree: no verdict reads their code, so it is not analysed either. */
export function isInstalled(path: string): boolean {
  return /(^|\/)(site-packages|dist-packages|node_modules|__pypackages__)\//.test(path)
}

export function withoutInstalled(snapshot: RepoSnapshot): RepoSnapshot {
  return { ...snapshot, files: new Map([...snapshot.files].filter(([path]) => !isInstalled(path))) }
}
