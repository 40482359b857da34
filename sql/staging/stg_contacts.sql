-- grain: contact_id
-- kind: table
-- One row per source row, duplicates not yet removed: a letter, call or message to a customer, about one invoice or (null)
-- about all. cost in the default currency, null where the source has none.
with source as (
    select
        contact_id as source_key,
        terms.as_text(contact_id) as contact_id_text,
        terms.as_text(customer_id) as customer_id,
        terms.as_text(invoice_id) as invoice_id,
        contact_date as contact_date_text,
        lower(terms.as_text(channel)) as channel,
        lower(terms.as_text(outcome)) as outcome,
        cost as cost_text,
        known_at as known_at_text,
        terms.has_control(concat_ws('', contact_id, customer_id, invoice_id, channel, outcome)) as has_control_characters,
        payload
    from raw_contacts
),

renamed as (
    select
        coalesce(contact_id_text, concat('contact-', left(sha2(payload, 256), 24))) as contact_id,
        contact_id_text is null as is_numbered,
        customer_id,
        invoice_id,
        terms.as_day(contact_date_text) as contact_date,
        channel,
        outcome,
        terms.as_money(cost_text) as cost,
        terms.as_day(known_at_text) as known_at,
        known_at is null as is_reconstructed,
        greatest(contact_date, known_at) as visible_from,
        source_key,
        payload,
        case when coalesce(customer_id, invoice_id) is null then 'no_key' else terms.why_no_day(contact_date_text) end
            as refused_because,
        terms.is_odd_number(cost_text) as fix_amount_format,
        terms.is_odd_day(contact_date_text) as fix_date_format,
        cost is null and terms.as_text(cost_text) is not null as fix_amount_dropped,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped,
        source_key is not null and contact_id_text is null as fix_key_made,
        source_key <> contact_id_text as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
