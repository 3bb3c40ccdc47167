import { routes } from '@maestro/contract'
import { Controller } from '@nestjs/common'
import type { Caller } from '../platform/http/caller.js'
import { By, Endpoint, Input, type InputOf } from '../platform/http/endpoint.js'
import { ArchiveProfile } from './archive-profile.js'
import { ChangeProfile } from './change-profile.js'
import { CheckProfile } from './check-profile.js'
import { CreateProfile } from './create-profile.js'
import { ProfileCopyQueries } from './profile-copies.queries.js'
import { ProfileQueries } from './profiles.queries.js'
import { PublishProfile } from './publish-profile.js'

const { profiles } = routes

@Controller()
export class ProfilesController {
  constructor(
    private readonly queries: ProfileQueries,
    private readonly copyQueries: ProfileCopyQueries,
    private readonly createProfile: CreateProfile,
    private readonly changeProfile: ChangeProfile,
    private readonly checkProfile: CheckProfile,
    private readonly archiveProfile: ArchiveProfile,
    private readonly publishProfile: PublishProfile,
  ) {}

  @Endpoint(profiles.list)
  list(@By() caller: Caller, @Input() { query }: InputOf<typeof profiles.list>) {
    return this.queries.list(caller, query)
  }

  @Endpoint(profiles.create)
  async create(@By() caller: Caller, @Input() { body }: InputOf<typeof profiles.create>) {
    return this.queries.one(caller, await this.createProfile.run(caller, body))
  }

  @Endpoint(profiles.check)
  check(@By() caller: Caller, @Input() { body }: InputOf<typeof profiles.check>) {
    return this.checkProfile.run(caller, body)
  }

  @Endpoint(profiles.get)
  get(@By() caller: Caller, @Input() { params }: InputOf<typeof profiles.get>) {
    return this.queries.one(caller, params.profileId)
  }

  @Endpoint(profiles.change)
  async change(@By() caller: Caller, @Input() { params, body, ifMatch }: InputOf<typeof profiles.change>) {
    await this.changeProfile.run(caller, params.profileId, body, ifMatch)
    return this.queries.one(caller, params.profileId)
  }

  @Endpoint(profiles.clone)
  async clone(@By() caller: Caller, @Input() { params, body }: InputOf<typeof profiles.clone>) {
    return this.queries.one(caller, await this.createProfile.clone(caller, params.profileId, body.name))
  }

  @Endpoint(profiles.archive)
  async archive(@By() caller: Caller, @Input() { params, ifMatch }: InputOf<typeof profiles.archive>) {
    await this.archiveProfile.run(caller, params.profileId, true, ifMatch)
    return this.queries.one(caller, params.profileId)
  }

  @Endpoint(profiles.unarchive)
  async unarchive(@By() caller: Caller, @Input() { params, ifMatch }: InputOf<typeof profiles.unarchive>) {
    await this.archiveProfile.run(caller, params.profileId, false, ifMatch)
    return this.queries.one(caller, params.profileId)
  }

  @Endpoint(profiles.versions)
  versions(@By() caller: Caller, @Input() input: InputOf<typeof profiles.versions>) {
    return this.queries.versions(caller, input)
  }

  @Endpoint(profiles.compare)
  compare(@By() caller: Caller, @Input() input: InputOf<typeof profiles.compare>) {
    return this.queries.compare(caller, input)
  }

  @Endpoint(profiles.restore)
  async restore(@By() caller: Caller, @Input() { params, body, ifMatch }: InputOf<typeof profiles.restore>) {
    await this.changeProfile.restore(caller, params.profileId, body, ifMatch)
    return this.queries.one(caller, params.profileId)
  }

  @Endpoint(profiles.copies)
  copies(@By() caller: Caller, @Input() { params, query }: InputOf<typeof profiles.copies>) {
    return this.copyQueries.list(caller, params.profileId, query)
  }

  @Endpoint(profiles.publish)
  publish(@By() caller: Caller, @Input() { params, body }: InputOf<typeof profiles.publish>) {
    return this.publishProfile.run(caller, params.profileId, body.customerIds)
  }
}
