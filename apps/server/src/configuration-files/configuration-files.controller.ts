import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ApplyFile } from './apply-file.js'
import { ExportFile } from './export-file.js'

const { configurationFile } = routes

@Controller()
export class ConfigurationFilesController {
  constructor(
    private readonly exportFile: ExportFile,
    private readonly applyFile: ApplyFile,
  ) {}

  @Endpoint(configurationFile.export)
  export(@By() { organizationId }: Caller) {
    return this.exportFile.run(organizationId)
  }

  @Endpoint(configurationFile.plan)
  plan(@By() caller: Caller, @Input() { body }: InputOf<typeof configurationFile.plan>) {
    return this.applyFile.plan(caller, body)
  }

  @Endpoint(configurationFile.apply)
  apply(@By() caller: Caller, @Input() { body }: InputOf<typeof configurationFile.apply>) {
    return this.applyFile.apply(caller, body)
  }
}
