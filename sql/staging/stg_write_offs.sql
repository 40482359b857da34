-- grain: write_off_id, invoice_id, entry
-- kind: table
-- One row per source row, duplicates not yet removed. amount: what is given up of an invoice, in its
-- currency; a negative one is what came back. Keys and entry as for payments.
with source as (
    select
        write_off_id as source_key,
        terms.as_text(write_off_id) as write_off_id_text,
        terms.as_text(invoice_id) as invoice_id,
        write_off_date as write_off_date_text,
        amount as amount_text,
        terms.as_currency(currency) as stated_currency,
        terms.as_text(reason) as reason,
        known_at as known_at_text,
        terms.has_control(concat_ws('', write_off_id, invoice_id, reason)) as has_control_characters,
        payload
    from raw_write_offs
),

renamed as (
    select
        coalesce(write_off_id_text, concat('write-off-', left(sha2(payload, 256), 24))) as write_off_id,
        write_off_id_text is null as is_numbered,
        invoice_id,
        terms.as_day(write_off_date_text) as write_off_date,
        terms.as_money(amount_text) as amount,
        stated_currency,
        if(amount < 0, concat_ws(' ', 'taken back', write_off_date, cast(amount as decimal(19, 4))), '') as entry,
        reason,
        terms.as_day(known_at_text) as known_at,
        known_at is null as is_reconstructed,
        greatest(write_off_date, known_at) as visible_from,
        source_key,
        payload,
        coalesce(
            terms.why_no_day(write_off_date_text),
            terms.why_no_money(amount_text),
            case when not stated_currency rlike '^[A-Z]{3}$' then 'unknown_currency' end
        ) as refused_because,
        terms.is_odd_number(amount_text) as fix_amount_format,
        terms.is_odd_day(write_off_date_text) as fix_date_format,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped,
        source_key is not null and write_off_id_text is null as fix_key_made,
        source_key <> write_off_id_text as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
