-- grain: dispute_id
-- kind: table
-- One row per source row, duplicates not yet removed: what a customer contests of an invoice, from opened_date until
-- closed_date (null: still open). amount null: the whole invoice. A dispute is no money: it moves no balance.
with source as (
    select
        dispute_id as source_key,
        terms.as_text(dispute_id) as dispute_id_text,
        terms.as_text(invoice_id) as invoice_id,
        opened_date as opened_date_text,
        closed_date as closed_date_text,
        amount as amount_text,
        terms.as_text(reason) as reason,
        lower(terms.as_text(outcome)) as outcome,
        known_at as known_at_text,
        terms.has_control(concat_ws('', dispute_id, invoice_id, reason, outcome)) as has_control_characters,
        payload
    from raw_disputes
),

renamed as (
    select
        coalesce(dispute_id_text, concat('dispute-', left(sha2(payload, 256), 24))) as dispute_id,
        dispute_id_text is null as is_numbered,
        invoice_id,
        terms.as_day(opened_date_text) as opened_date,
        terms.as_day(closed_date_text) as closed_date,
        terms.as_money(amount_text) as amount,
        reason,
        outcome,
        terms.as_day(known_at_text) as known_at,
        known_at is null as is_reconstructed,
        greatest(opened_date, known_at) as visible_from,
        source_key,
        payload,
        case when invoice_id is null then 'no_key' else terms.why_no_day(opened_date_text) end as refused_because,
        terms.is_odd_number(amount_text) as fix_amount_format,
        terms.is_odd_day(opened_date_text) as fix_date_format,
        closed_date is null and terms.as_text(closed_date_text) is not null as fix_closed_date_dropped,
        amount is null and terms.as_text(amount_text) is not null as fix_amount_dropped,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped,
        source_key is not null and dispute_id_text is null as fix_key_made,
        source_key <> dispute_id_text as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
