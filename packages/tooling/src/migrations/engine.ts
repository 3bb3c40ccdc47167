import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { migrationAdapter } from './adapter.js'
import { readSchema } from './files.js'

/** The part of WebAssembly used here; its types come with a browser's library only. */
interface WasmRuntime {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object
    readonly Instance: new (module: object, imports: object) => { readonly exports: { __wbindgen_start: () => void } }
  }
}

/** The engine's guard against waiting too long for a lock is never cleared: it must not keep the program alive. */
function patientGlue(): object {
  const timer = (wake: () => void, milliseconds: number) => setTimeout(wake, milliseconds >>> 0).unref()
  const entries = Object.entries(glue).map(([name, value]) => [
    name,
    name.startsWith('__wbg_setTimeout_') ? timer : value,
  ])
  return Object.fromEntries(entries)
}

let loaded = false

/** Prisma's schema engine as WebAssembly: the same source as the binary the CLI would download. */
function loadEngine(): void {
  if (loaded) return
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const { WebAssembly } = globalThis as unknown as WasmRuntime
  const module = new WebAssembly.Module(readFileSync(entry.replace(/\.js$/, '.wasm')))
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': patientGlue() })
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(`schema engine: ${message}`) },
  })
  glue.__wbg_set_wasm(exports)
  exports.__wbindgen_start()
  loaded = true
}

/** Works with an engine on the database at `url`, with the schema in `folder`. */
export async function withEngine<Result>(
  url: string,
  folder: string,
  work: (engine: glue.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  loadEngine()
  const datamodels = readSchema(folder).files.map(({ path, content }): [string, string] => [path, content])
  const adapter = migrationAdapter(url)
  const engine = await glue.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter))
  try {
    return await work(engine)
  } finally {
    await adapter.closeAll()
    engine.free()
  }
}
