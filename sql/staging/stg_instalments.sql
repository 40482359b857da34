-- grain: instalment_id
-- kind: table
-- One row per source row: a part of an invoice by its own due date, in the invoice's currency. Parts have no key of their own:
-- instalment_id is made from the row, and identical rows are separate parts. They count from the day of their invoice on.
with source as (
    select
        invoice_id as source_key,
        terms.as_text(invoice_id) as invoice_id,
        due_date as due_date_text,
        amount as amount_text,
        terms.has_control(invoice_id) as has_control_characters,
        payload
    from raw_instalments
),

renamed as (
    select
        concat('instalment-', left(sha2(payload, 256), 24)) as instalment_id,
        true as is_numbered,
        invoice_id,
        terms.as_day(due_date_text) as due_date,
        terms.as_money(amount_text) as amount,
        make_date(1, 1, 1) as visible_from,
        source_key,
        payload,
        case
            when invoice_id is null then 'no_key'
            else coalesce(terms.why_no_day(due_date_text), terms.why_no_money(amount_text))
        end as refused_because,
        terms.is_odd_number(amount_text) as fix_amount_format,
        terms.is_odd_day(due_date_text) as fix_date_format,
        source_key <> invoice_id as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
