-- grain: disposition_id
-- kind: table
-- One row per source row, duplicates not yet removed: what a person decided about a finding. until_date: the last day on which a
-- dismissal counts, null is for good; a row whose until_date cannot be read is refused, for it would dismiss for good.
-- known_time is the time of day of known_at in UTC, where the source has one: of two rows of one day the later one counts.
with source as (
    select
        disposition_id as source_key,
        terms.as_text(disposition_id) as disposition_id_text,
        terms.as_text(finding_id) as finding_id,
        decided_date as decided_date_text,
        terms.decision(decision) as decision,
        until_date as until_date_text,
        terms.as_text(reason) as reason,
        terms.as_text(owner) as owner,
        known_at as known_at_text,
        terms.has_control(concat_ws('', disposition_id, finding_id, reason, owner)) as has_control_characters,
        payload
    from raw_dispositions
),

renamed as (
    select
        coalesce(disposition_id_text, concat('disposition-', left(sha2(payload, 256), 24))) as disposition_id,
        disposition_id_text is null as is_numbered,
        finding_id,
        terms.as_day(decided_date_text) as decided_date,
        decision,
        terms.as_day(until_date_text) as until_date,
        reason,
        owner,
        terms.as_day(known_at_text) as known_at,
        terms.as_instant(known_at_text) as known_time,
        known_at is null as is_reconstructed,
        greatest(decided_date, known_at) as visible_from,
        source_key,
        payload,
        case
            when finding_id is null then 'no_key'
            when decision is null then coalesce(terms.why_no_day(decided_date_text), 'unknown_decision')
            when terms.as_text(until_date_text) is null then terms.why_no_day(decided_date_text)
            else coalesce(terms.why_no_day(decided_date_text), terms.why_no_day(until_date_text))
        end as refused_because,
        terms.is_odd_day(decided_date_text) or terms.is_odd_day(until_date_text) as fix_date_format,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped,
        source_key is not null and disposition_id_text is null as fix_key_made,
        source_key <> disposition_id_text as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
