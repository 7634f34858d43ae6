import type { Tree } from 'web-tree-sitter'

/**
 * A cursor of tree-sitter without what web-tree-sitter does around each step: its own copies the cursor into and out of
 * WebAssembly's memory for every question. Between the steps of one cursor nothing else may ask tree-sitter anything.
 */
export interface RawCursor {
  typeId(): number
  fieldId(): number
  /** Offsets in UTF-16 units. */
  start(): number
  end(): number
  toFirstChild(): boolean
  toNextSibling(): boolean
  toParent(): boolean
  delete(): void
}

type OfTree = (tree: number) => number

/** The module behind web-tree-sitter, which is the object that `Parser.init` was given; as of version 0.27.1. */
export interface RawModule {
  /** Answers the address at which arguments and results lie, and writes there. */
  _ts_init(): number
  getValue(address: number, type: 'i32'): number
  _ts_tree_cursor_current_node_type_id_wasm: OfTree
  _ts_tree_cursor_current_field_id_wasm: OfTree
  _ts_tree_cursor_start_index_wasm: OfTree
  _ts_tree_cursor_end_index_wasm: OfTree
  _ts_tree_cursor_goto_first_child_wasm: OfTree
  _ts_tree_cursor_goto_next_sibling_wasm: OfTree
  _ts_tree_cursor_goto_parent_wasm: OfTree
}

const CURSOR = [0, 1, 2, 3] as const
const BYTES = 4

/** Answers how to walk a whole tree from its root. */
export function rawCursors(module: RawModule): (tree: Tree) => RawCursor {
  const place = module._ts_init()
  // Taken out of the module once: it is too large an object for V8 to look into quickly.
  const typeId = module._ts_tree_cursor_current_node_type_id_wasm
  const fieldId = module._ts_tree_cursor_current_field_id_wasm
  const start = module._ts_tree_cursor_start_index_wasm
  const end = module._ts_tree_cursor_end_index_wasm
  const toFirstChild = module._ts_tree_cursor_goto_first_child_wasm
  const toNextSibling = module._ts_tree_cursor_goto_next_sibling_wasm
  const toParent = module._ts_tree_cursor_goto_parent_wasm
  return (tree) => {
    const address = (tree as unknown as Record<number, number>)[0] as number
    // A new cursor lies where each step looks for it and leaves it.
    const cursor = tree.walk()
    return {
      typeId: () => typeId(address),
      fieldId: () => fieldId(address),
      start: () => start(address),
      end: () => end(address),
      toFirstChild: () => toFirstChild(address) === 1,
      toNextSibling: () => toNextSibling(address) === 1,
      toParent: () => toParent(address) === 1,
      delete() {
        // It may have moved in memory since, which the object that frees it has to know.
        const own = cursor as unknown as Record<number, number>
        for (const at of CURSOR) own[at] = module.getValue(place + at * BYTES, 'i32')
        cursor.delete()
      },
    }
  }
}
