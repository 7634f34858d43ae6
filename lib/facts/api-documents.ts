import type { FactInput } from './create'
import type { ApiDocumentsFact } from './facts'

export function readApiDocuments(_input: FactInput): ApiDocumentsFact {
  return { documents: [] }
}
