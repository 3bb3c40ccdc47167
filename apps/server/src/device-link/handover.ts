/** Whom the link tells, after it has written down what devices said. Every promise behind it has a sweep of its own. */
export type LinkHandover = {
  /** Devices with an open target that just reported, came online, or ended a call. */
  acknowledge(organizationId: string, deviceIds: readonly string[]): Promise<void>
  /** Devices that were sent their newest configuration in answer to a hello. */
  sent(organizationId: string, devices: readonly SentConfiguration[]): Promise<void>
  /** Devices whose reported state has changed. */
  reported(organizationId: string, deviceIds: readonly string[]): Promise<void>
  /** A device that has enrolled and had something activated before. */
  licensed(organizationId: string, deviceId: string): Promise<void>
  /** Devices whose page or list entry is no longer what people see. */
  changed(organizationId: string, deviceIds: readonly string[]): Promise<void>
}

export type SentConfiguration = { readonly deviceId: string; readonly version: number }
