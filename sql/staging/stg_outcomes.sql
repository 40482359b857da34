-- grain: outcome_id
-- kind: table
-- One row per source row, duplicates not yet removed: what was done about a claim, or about a customer as a whole, and what
-- was said. claim_id as in mart_recovery_worklist. undoes_outcome_id: the row only takes that one back. cost in the default
-- currency, null where the source has none.
with source as (
    select
        outcome_id as source_key,
        terms.as_text(outcome_id) as outcome_id_text,
        terms.as_text(claim_id) as claim_id,
        terms.as_text(customer_id) as customer_id,
        action_date as action_date_text,
        lower(terms.as_text(action)) as action,
        lower(terms.as_text(channel)) as channel,
        terms.as_text(result) as result,
        cost as cost_text,
        terms.as_text(actor) as actor,
        terms.as_text(undoes_outcome_id) as undoes_outcome_id,
        known_at as known_at_text,
        terms.has_control(
            concat_ws('', outcome_id, claim_id, customer_id, action, channel, result, actor, undoes_outcome_id)
        ) as has_control_characters,
        payload
    from raw_outcomes
),

renamed as (
    select
        coalesce(outcome_id_text, concat('outcome-', left(sha2(payload, 256), 24))) as outcome_id,
        outcome_id_text is null as is_numbered,
        claim_id,
        customer_id,
        terms.as_day(action_date_text) as action_date,
        action,
        channel,
        result,
        terms.as_money(cost_text) as cost,
        actor,
        undoes_outcome_id,
        terms.as_day(known_at_text) as known_at,
        known_at is null as is_reconstructed,
        greatest(action_date, known_at) as visible_from,
        source_key,
        payload,
        case
            when coalesce(claim_id, customer_id, undoes_outcome_id) is null then 'no_key'
            else terms.why_no_day(action_date_text)
        end as refused_because,
        terms.is_odd_number(cost_text) as fix_amount_format,
        terms.is_odd_day(action_date_text) as fix_date_format,
        cost is null and terms.as_text(cost_text) is not null as fix_amount_dropped,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped,
        source_key is not null and outcome_id_text is null as fix_key_made,
        source_key <> outcome_id_text as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
