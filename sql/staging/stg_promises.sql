-- grain: promise_id
-- kind: table
-- One row per source row, duplicates not yet removed: on promise_date a customer promised to pay amount (null: all that is
-- open) of an invoice by pay_by_date. A promise that was known later than its pay_by_date stays.
with source as (
    select
        promise_id as source_key,
        terms.as_text(promise_id) as promise_id_text,
        terms.as_text(invoice_id) as invoice_id,
        promise_date as promise_date_text,
        pay_by_date as pay_by_date_text,
        amount as amount_text,
        known_at as known_at_text,
        terms.has_control(concat_ws('', promise_id, invoice_id)) as has_control_characters,
        payload
    from raw_promises
),

renamed as (
    select
        coalesce(promise_id_text, concat('promise-', left(sha2(payload, 256), 24))) as promise_id,
        promise_id_text is null as is_numbered,
        invoice_id,
        terms.as_day(promise_date_text) as promise_date,
        terms.as_day(pay_by_date_text) as pay_by_date,
        terms.as_money(amount_text) as amount,
        terms.as_day(known_at_text) as known_at,
        known_at is null as is_reconstructed,
        greatest(promise_date, known_at) as visible_from,
        source_key,
        payload,
        case
            when invoice_id is null then 'no_key'
            else coalesce(terms.why_no_day(promise_date_text), terms.why_no_day(pay_by_date_text))
        end as refused_because,
        terms.is_odd_number(amount_text) as fix_amount_format,
        terms.is_odd_day(promise_date_text) or terms.is_odd_day(pay_by_date_text) as fix_date_format,
        amount is null and terms.as_text(amount_text) is not null as fix_amount_dropped,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped,
        source_key is not null and promise_id_text is null as fix_key_made,
        source_key <> promise_id_text as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
