import type { Collector } from './collector'
import type { SnapshotFile } from './snapshot'

/** Archives leave out what `.gitattributes` marks `export-ignore`, and rewrite `export-subst`: says so as a limit. */
export function noteExportAttributes(files: Iterable<SnapshotFile>, collector: Pick<Collector, 'addLimit'>): void {
  for (const { path, content } of files) {
    if (!content || !/(^|\/)\.gitattributes$/.test(path)) continue
    const folder = path.slice(0, path.length - '.gitattributes'.length)
    for (const line of new TextDecoder().decode(content).split('\n').slice(0, 2000)) {
      const [pattern, ...attributes] = line.trim().split(/\s+/)
      if (!pattern || pattern.startsWith('#') || !attributes.some(isExportAttribute)) continue
      const message = 'The archive follows .gitattributes (export-ignore, export-subst): files may be missing from it.'
      collector.addLimit('export-ignore', message, `${folder}${pattern}`)
    }
  }
}

function isExportAttribute(attribute: string): boolean {
  return attribute === 'export-ignore' || attribute === 'export-subst'
}
