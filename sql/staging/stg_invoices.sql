-- grain: invoice_id
-- kind: table
-- One row per source row, duplicates not yet removed. Amounts in the invoice's currency, rounded to the cent.
-- refused_because: why a row cannot be used (null: clean). fix_*: repairs it needed, counted in ops_checks.
-- net_amount: without tax, as stated, else amount less tax; null: neither is stated. ledger_state: what ledger.states makes of
-- status; given_up_from: since when that writes off the balance, null: it does not (no status_date: from the ingest's day).
-- stored_* repeat what the source keeps beside the events: never features.
with source as (
    select
        invoice_id as source_key,
        terms.as_text(invoice_id) as invoice_id,
        terms.as_text(order_id) as order_id,
        terms.as_text(customer_id) as customer_id,
        invoice_date as invoice_date_text,
        due_date as due_date_text,
        amount as amount_text,
        net_amount as net_amount_text,
        tax_amount as tax_amount_text,
        terms.as_currency(currency) as stated_currency,
        currency as currency_text,
        lower(terms.as_text(status)) as status,
        status as status_text,
        status_date as status_date_text,
        discount_until as discount_until_text,
        discount_amount as discount_amount_text,
        amount_paid as amount_paid_text,
        paid_date as paid_date_text,
        known_at as known_at_text,
        terms.has_control(concat_ws('', invoice_id, order_id, customer_id, status)) as has_control_characters,
        payload
    from raw_invoices
),

renamed as (
    select
        invoice_id,
        order_id,
        customer_id,
        terms.as_day(invoice_date_text) as invoice_date,
        terms.as_day(due_date_text) as due_date,
        terms.as_money(amount_text) as amount,
        coalesce(
            terms.as_money(net_amount_text), cast(amount - terms.as_money(tax_amount_text) as decimal(24, 8))
        ) as net_amount,
        stated_currency,
        status,
        element_at(map_from_arrays(:ledger_words, :ledger_states), terms.as_word(status_text)) as ledger_state,
        terms.as_day(status_date_text) as status_date,
        if(terms.is_given_up(ledger_state), coalesce(status_date, :ingest_day), null) as given_up_from,
        terms.as_day(discount_until_text) as discount_until,
        terms.as_money(discount_amount_text) as discount_amount,
        terms.as_money(amount_paid_text) as stored_amount_paid,
        terms.as_day(paid_date_text) as stored_paid_date,
        terms.as_day(known_at_text) as known_at,
        known_at is null as is_reconstructed,
        greatest(invoice_date, known_at) as visible_from,
        source_key,
        payload,
        case
            when invoice_id is null then 'no_key'
            else coalesce(
                terms.why_no_day(invoice_date_text),
                terms.why_no_money(amount_text),
                case when not stated_currency rlike '^[A-Z]{3}$' then 'unknown_currency' end
            )
        end as refused_because,
        terms.is_odd_number(amount_text) as fix_amount_format,
        terms.is_odd_day(invoice_date_text) as fix_date_format,
        terms.as_money(net_amount_text) is null and terms.as_text(net_amount_text) is not null as fix_net_dropped,
        terms.as_money(tax_amount_text) is null and terms.as_text(tax_amount_text) is not null as fix_tax_dropped,
        due_date is null and terms.as_text(due_date_text) is not null as fix_due_date_dropped,
        discount_until is null and terms.as_text(discount_until_text) is not null as fix_discount_until_dropped,
        discount_amount is null and terms.as_text(discount_amount_text) is not null as fix_discount_amount_dropped,
        stored_amount_paid is null and terms.as_text(amount_paid_text) is not null as fix_stored_amount_dropped,
        stored_paid_date is null and terms.as_text(paid_date_text) is not null as fix_stored_date_dropped,
        status_date is null and terms.as_text(status_date_text) is not null as fix_status_date_dropped,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped,
        terms.as_text(currency_text) is null as fix_currency_not_stated,
        source_key <> invoice_id as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
