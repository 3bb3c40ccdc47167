export type {
  ContentSharing,
  DeviceFamily,
  DeviceModel,
  Management,
  ModelLimits,
  ModelRegistration,
} from './catalogue/device-model.js'
export { DEVICE_MODELS, findModel } from './catalogue/device-models.js'
export {
  FEATURE_KEYS,
  FEATURES,
  type Feature,
  type FeatureKey,
  findFeature,
  isFeatureKey,
} from './catalogue/feature.js'
export { featureNeededFor } from './catalogue/feature-needed.js'
export * from './catalogue/firmware.js'
export * from './catalogue/firmware-needed.js'
export {
  REGISTRATION_MODE_DESCRIPTIONS,
  REGISTRATION_MODES,
  type RegistrationMode,
  type RegistrationModeDescription,
} from './catalogue/registration-mode.js'
export {
  type FeatureRule,
  type FirmwareRule,
  LAYER_KINDS,
  type LayerKind,
  type ModelNeed,
  type Setting,
  type SettingFormat,
  type SettingIndexes,
  type SettingRequirement,
  type SettingType,
  type SettingUnit,
  type SettingValue,
} from './catalogue/setting.js'
export { SETTING_GROUPS, type SettingGroupKey } from './catalogue/setting-groups.js'
export { parseSettingKey, settingKeyAt } from './catalogue/setting-key.js'
export { SETTINGS } from './catalogue/settings.js'
export {
  type ConcreteSetting,
  concreteSettingsOf,
  findSetting,
  findSettingAnywhere,
  settingsOf,
} from './catalogue/settings-of-model.js'
export { canonicalize } from './configuration/canonical.js'
export {
  type ChangesDecision,
  type ConfigurationError,
  type ConfigurationErrorCode,
  type ConfigurationInput,
  type ConfigurationValues,
  validateChanges,
} from './configuration/changes.js'
export {
  CHANGED_SECRET,
  type ConfigurationFile,
  type FileAssignment,
  type FileDevice,
  type FileFreezePeriod,
  type FileGroup,
  type FileProfile,
  type FileScope,
  type FileValue,
  type FileValues,
  isUnchangedSecret,
  UNCHANGED_SECRET,
} from './configuration/configuration-file.js'
export * from './configuration/difference.js'
export { fromDocument, toDocument } from './configuration/document.js'
export { DRIFT_CAUSES, type Drift, type DriftCause, type DriftFacts, driftOf } from './configuration/drift.js'
export {
  type BeatenReason,
  type BeatenValue,
  type ConfiguredFor,
  DEFAULT_LAYER,
  type EffectiveValue,
  effectiveConfiguration,
  type Layer,
  type LayerReference,
  lockOn,
  type UnusableReason,
  valuesInEffect,
  valuesSet,
} from './configuration/effective.js'
export { FILE_OBJECTS, type FileObject } from './configuration/file-entries.js'
export { checkFile, type FileError, type FileErrorCode } from './configuration/file-errors.js'
export { type FileAction, type FileChange, planFile } from './configuration/file-plan.js'
export { FORMAT_EXAMPLES, isIpv6, isTimeZone } from './configuration/format.js'
export { HIGHEST_LEAD, HIGHEST_VERSION, heldVersion, versionAfter } from './configuration/held-version.js'
export * from './configuration/hidden-secret.js'
export { type LeftOutValue, leftOutValues } from './configuration/left-out.js'
export { type LockableValues, lockedAbove, touchesLock } from './configuration/locks.js'
export { applyMergePatch, mergePatch } from './configuration/merge-patch.js'
export { missingValues } from './configuration/missing.js'
export { type ModelsLacking, modelsLacking, validateLocked, validateProfile } from './configuration/profile.js'
export { layersSeenOn } from './configuration/seen-on.js'
export {
  type DeviceScopes,
  type GroupPriority,
  layerOf,
  type PinnedLayer,
  type ProfileAssignment,
  SCOPE_KINDS,
  type ScopeKind,
  stackKey,
  stackOf,
} from './configuration/stack.js'
export { checkValue, type ValueError, type ValueErrorCode } from './configuration/value.js'
export { bareCode } from './crockford.js'
export { type CsvRow, parseCsv } from './csv.js'
export { type Decision, type Refusal, type RefusalParams, refuse } from './decision.js'
export {
  type AttemptPolicy,
  answerDueAt,
  DEFAULT_ATTEMPT_POLICY,
  isAnswerOverdue,
  type NextAttempt,
  nextAttempt,
} from './deployments/attempts.js'
export {
  acceptsDelivery,
  canChangeDeployment,
  DEPLOYMENT_STATES,
  type DeploymentState,
  deploymentStatesBefore,
  isDeploymentOver,
} from './deployments/deployment-state.js'
export { type PreviewFacts, type PreviewRow, previewRow } from './deployments/preview.js'
export { type Progress, type ProgressFacts, progressOf } from './deployments/progress.js'
export { type ReadinessFacts, waitingReason } from './deployments/readiness.js'
export { assignRings, type RingDevice } from './deployments/ring-assignment.js'
export {
  inFlightLimit,
  judgeRing,
  type NextRing,
  nextRing,
  type OpenRing,
  type RingFacts,
  type RingJudgement,
  type RingVerdict,
  type TargetCounts,
} from './deployments/ring-verdict.js'
export {
  MAXIMUM_RING_WAIT_MINUTES,
  MAXIMUM_RINGS,
  type RingError,
  type RingErrorCode,
  type RingPlan,
  type RingSize,
  type RingThresholds,
  validateRings,
} from './deployments/rings.js'
export * from './deployments/target-reason.js'
export {
  canTransition,
  isSettled,
  OPEN_STATES,
  statesBefore,
  TARGET_STATES,
  type TargetState,
} from './deployments/target-state.js'
export {
  CLAIM_CODE_BYTES,
  CLAIM_CODE_HOURS,
  CLAIM_CODE_LENGTH,
  formatClaimCode,
  parseClaimCode,
  showClaimCode,
} from './devices/claim-code.js'
export { type ConnectionFacts, canBeTarget, connectionOf } from './devices/connection.js'
export {
  CALL_STATES,
  type CallState,
  CONNECTION_STATES,
  type ConnectionState,
  canChangeLifeCycle,
  LIFE_CYCLE_STATES,
  type LifeCycleState,
  RETIRE_CAUSES,
  type RetireCause,
  type RetiredCause,
} from './devices/device-state.js'
export {
  type DeviceHealth,
  deviceHealth,
  HEALTH_DOTS,
  type HealthAction,
  type HealthCode,
  type HealthDot,
  type HealthFacts,
} from './devices/health.js'
export { normalizeMac, normalizeSerial } from './devices/identity.js'
export { decideMove, type MoveFacts, type MoveRefusal } from './devices/move.js'
export {
  missingPeripherals,
  PERIPHERAL_KINDS,
  PERIPHERAL_NAMES,
  type PeripheralCounts,
  type PeripheralKind,
} from './devices/peripheral.js'
export { isJsonObject, isStorableText, isWithinDepth, type Json, type JsonObject, unstorablePaths } from './json.js'
export { type Bilingual, type Described, LANGUAGES, type Language } from './language.js'
export {
  ACTIVATION_REFUSALS,
  type ActivationGranted,
  type ActivationRefusal,
  type ActivationRequest,
  decideActivation,
} from './licenses/activation.js'
export { type Distribution, distributeUnits, unitsLeft } from './licenses/distribute-units.js'
export { DROP_CAUSES, type DropCause, dropCause, entitled, type Term } from './licenses/entitlement.js'
export { type PoolInUse, type Supposition, whatIf } from './licenses/forecast.js'
export * from './licenses/license-file.js'
export * from './licenses/license-key.js'
export {
  DEFAULT_GRACE_DAYS,
  featureDropsAt,
  type LicensePool,
  type OverUse,
  POOL_STATES,
  type PoolPosition,
  type PoolState,
  poolPosition,
  poolState,
  type Validity,
} from './licenses/license-pool.js'
export { type NoticeThreshold, noticeOf } from './licenses/notice.js'
export * from './licenses/pool-change.js'
export {
  decidePlacement,
  LOCATION_KIND_NAMES,
  LOCATION_KINDS,
  type LocationKind,
  type LocationPlacement,
  MAXIMUM_LOCATION_DEPTH,
  type PlacementRefusal,
} from './locations/location.js'
export { decideOfficeHours, type OfficeHours, type OfficeHoursRefusal } from './locations/office-hours.js'
export { ROOM_TYPE_NAMES, ROOM_TYPES, type RoomType } from './locations/room.js'
export {
  canCreateOrganization,
  isOrganizationKind,
  ORGANIZATION_KIND_NAMES,
  ORGANIZATION_KINDS,
  type OrganizationKind,
} from './organizations/organization.js'
export { slugOf } from './organizations/slug.js'
export {
  FOUNDING_GRANT_RIGHTS,
  GRANT_WARNING_DAYS,
  GRANTABLE_RIGHTS,
  type Grant,
  type GrantState,
  grantEndsSoon,
  grantState,
  rightsThrough,
} from './people/grant.js'
export { isRight, RIGHTS, type Right } from './people/right.js'
export {
  canAssignRole,
  isRole,
  ROLE_DESCRIPTIONS,
  ROLES,
  type Role,
  rightsIn,
  rightsOf,
  rolesIn,
} from './people/role.js'
export {
  decideRecordedMode,
  decideRegistrationMode,
  REGISTRATION_STATES,
  type RegistrationRefusal,
  type RegistrationState,
  registrationModes,
} from './registration/registration.js'
export {
  decideRegistrationTarget,
  findRegistrationTarget,
  REGISTRATION_TARGETS,
  type RegistrationTarget,
  type RegistrationTargetKind,
  type SupportStatus,
  type TargetRefusal,
} from './registration/registration-target.js'
