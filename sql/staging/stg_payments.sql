-- grain: payment_id, invoice_id, entry
-- kind: table
-- One row per source row, duplicates not yet removed: what of a payment an invoice got, in the invoice's currency, rounded to
-- the cent. entry parts the rows of one payment and invoice that stand beside each other: empty, failed, or taken back.
-- Without payment_id in the row it is made from the row, and identical rows are separate payments.
-- No success flag: the payment counts. A word that says nothing about the money: the row is refused.
with source as (
    select
        payment_id as source_key,
        terms.as_text(payment_id) as payment_id_text,
        terms.as_text(invoice_id) as invoice_id,
        terms.as_text(customer_id) as customer_id,
        payment_date as payment_date_text,
        amount as amount_text,
        terms.as_currency(currency) as stated_currency,
        success_flag as success_flag_text,
        terms.as_text(reverses_payment_id) as reverses_payment_id,
        known_at as known_at_text,
        terms.has_control(concat_ws('', payment_id, invoice_id, customer_id, reverses_payment_id)) as has_control_characters,
        payload
    from raw_payments
),

renamed as (
    select
        coalesce(payment_id_text, concat('payment-', left(sha2(payload, 256), 24))) as payment_id,
        payment_id_text is null as is_numbered,
        invoice_id,
        customer_id,
        terms.as_day(payment_date_text) as payment_date,
        terms.as_money(amount_text) as amount,
        stated_currency,
        terms.as_text(success_flag_text) is null or terms.is_success(success_flag_text) as is_success,
        case
            when not is_success then concat_ws(' ', 'failed', payment_date, cast(amount as decimal(19, 4)))
            when amount < 0 then concat_ws(' ', 'taken back', payment_date, cast(amount as decimal(19, 4)))
            else ''
        end as entry,
        reverses_payment_id,
        terms.as_day(known_at_text) as known_at,
        known_at is null as is_reconstructed,
        greatest(payment_date, known_at) as visible_from,
        source_key,
        payload,
        coalesce(
            terms.why_no_day(payment_date_text),
            terms.why_no_money(amount_text),
            case when not stated_currency rlike '^[A-Z]{3}$' then 'unknown_currency' end,
            terms.why_no_success(success_flag_text)
        ) as refused_because,
        terms.is_odd_number(amount_text) as fix_amount_format,
        terms.is_odd_day(payment_date_text) as fix_date_format,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped,
        source_key is not null and payment_id_text is null as fix_key_made,
        source_key <> payment_id_text as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
