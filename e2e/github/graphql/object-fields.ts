import type { Host, Repository } from '../host'
import { nodeId } from '../rest/node-id'

/** What commits, trees and blobs have in common. */
export function objectFields(host: Host, { fullName }: Repository, type: 'Commit' | 'Tree' | 'Blob', oid: string) {
  return {
    __typename: type,
    id: nodeId(type, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    commitUrl: `${host.url}/${fullName}/commit/${oid}`,
    commitResourcePath: `/${fullName}/commit/${oid}`,
  }
}
