import { type DynamicModule, Module } from '@nestjs/common'
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core'
import { Across } from './access/across.js'
import { Identities } from './access/identities.js'
import { AccessGuard } from './http/access.guard.js'
import { EndpointInterceptor } from './http/endpoint.interceptor.js'
import { Idempotency } from './http/idempotency.js'
import { Platform } from './platform.js'

/** The platform for every feature; with `doors` also the guard and the interceptor of the people's door. */
@Module({})
export class PlatformModule {
  static of(platform: Platform, options: { readonly doors: boolean }): DynamicModule {
    const doors = [
      { provide: Identities, useFactory: () => new Identities(platform) },
      Across,
      Idempotency,
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_INTERCEPTOR, useClass: EndpointInterceptor },
    ]
    return {
      module: PlatformModule,
      global: true,
      providers: [{ provide: Platform, useValue: platform }, ...(options.doors ? doors : [])],
      exports: [Platform, ...(options.doors ? [Across, Identities] : [])],
    }
  }
}
