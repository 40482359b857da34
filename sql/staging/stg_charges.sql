-- grain: charge_id
-- kind: table
-- One row per source row: what is added to an invoice after it was issued (penalty, postage; a credit is negative).
-- Charges have no key of their own: charge_id is made from the row, and identical rows are separate charges.
with source as (
    select
        invoice_id as source_key,
        terms.as_text(invoice_id) as invoice_id,
        charge_date as charge_date_text,
        amount as amount_text,
        new_due_date as new_due_date_text,
        known_at as known_at_text,
        terms.has_control(invoice_id) as has_control_characters,
        payload
    from raw_charges
),

renamed as (
    select
        concat('charge-', left(sha2(payload, 256), 24)) as charge_id,
        true as is_numbered,
        invoice_id,
        terms.as_day(charge_date_text) as charge_date,
        terms.as_money(amount_text) as amount,
        terms.as_day(new_due_date_text) as new_due_date,
        terms.as_day(known_at_text) as known_at,
        known_at is null as is_reconstructed,
        greatest(charge_date, known_at) as visible_from,
        source_key,
        payload,
        case
            when invoice_id is null then 'no_key'
            else coalesce(terms.why_no_day(charge_date_text), terms.why_no_money(amount_text))
        end as refused_because,
        terms.is_odd_number(amount_text) as fix_amount_format,
        terms.is_odd_day(charge_date_text) as fix_date_format,
        new_due_date is null and terms.as_text(new_due_date_text) is not null as fix_due_date_dropped,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped,
        source_key <> invoice_id as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
