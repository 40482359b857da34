-- grain: attempt_id
-- kind: table
-- One row per attempt to collect (or per order with its final state), duplicates not yet removed. attempted_at in UTC,
-- attempt_date the day as the source writes it. Without attempt_id it is made from the row, and identical rows are one.
-- stored_retries is a final count, not known when a decision is made; payment_date may lie after the as-of day.
with source as (
    select
        attempt_id as source_key,
        terms.as_text(attempt_id) as attempt_id_text,
        terms.as_text(order_id) as order_id,
        terms.as_text(invoice_id) as invoice_id,
        terms.as_text(customer_id) as customer_id,
        attempted_at as attempted_at_text,
        amount as amount_text,
        lower(terms.as_text(result_status)) as result_status,
        terms.as_text(provider) as provider,
        terms.as_text(payment_method) as payment_method,
        terms.as_currency(currency) as stated_currency,
        currency as currency_text,
        terms.as_text(country) as country,
        terms.as_text(device) as device,
        lower(terms.as_text(transaction_type)) as transaction_type,
        lower(terms.as_text(reason_code)) as reason_code,
        retries as retries_text,
        chargeback_flag as chargeback_flag_text,
        invoice_date as invoice_date_text,
        payment_date as payment_date_text,
        terms.has_control(concat_ws('', attempt_id, order_id, invoice_id, customer_id)) as has_control_characters,
        payload
    from raw_transactions
),

renamed as (
    select
        coalesce(attempt_id_text, concat('attempt-', left(sha2(payload, 256), 24))) as attempt_id,
        order_id,
        invoice_id,
        customer_id,
        terms.as_instant(attempted_at_text) as attempted_at,
        terms.as_day(attempted_at_text) as attempt_date,
        terms.as_money(amount_text) as amount,
        result_status,
        terms.is_success(result_status) as is_success,
        terms.is_refund(transaction_type) as is_refund,
        provider,
        payment_method,
        stated_currency,
        country,
        device,
        transaction_type,
        reason_code,
        terms.as_count(retries_text) as stored_retries,
        coalesce(terms.as_flag(chargeback_flag_text), false) as is_chargeback,
        terms.as_day(invoice_date_text) as invoice_date,
        terms.as_day(payment_date_text) as payment_date,
        attempt_date as visible_from,
        source_key,
        payload,
        coalesce(
            terms.why_no_day(attempted_at_text),
            terms.why_no_money(amount_text),
            case when not stated_currency rlike '^[A-Z]{3}$' then 'unknown_currency' end,
            terms.why_no_success(result_status)
        ) as refused_because,
        terms.is_odd_number(amount_text) as fix_amount_format,
        terms.is_odd_day(attempted_at_text) as fix_date_format,
        stored_retries is null and terms.as_text(retries_text) is not null as fix_retries_dropped,
        invoice_date is null and terms.as_text(invoice_date_text) is not null as fix_invoice_date_dropped,
        payment_date is null and terms.as_text(payment_date_text) is not null as fix_payment_date_dropped,
        terms.as_flag(chargeback_flag_text) is null and terms.as_text(chargeback_flag_text) is not null as fix_flag_unreadable,
        terms.as_text(currency_text) is null as fix_currency_not_stated,
        source_key is not null and attempt_id_text is null as fix_key_made,
        source_key <> attempt_id_text as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
