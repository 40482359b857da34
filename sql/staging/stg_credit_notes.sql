-- grain: credit_note_id, invoice_id, entry
-- kind: table
-- One row per source row, duplicates not yet removed. amount: what the note takes off its invoice, in the invoice's
-- currency; a negative one takes a note back. Keys and entry as for payments.
with source as (
    select
        credit_note_id as source_key,
        terms.as_text(credit_note_id) as credit_note_id_text,
        terms.as_text(invoice_id) as invoice_id,
        credit_date as credit_date_text,
        amount as amount_text,
        terms.as_currency(currency) as stated_currency,
        terms.as_text(reason) as reason,
        known_at as known_at_text,
        terms.has_control(concat_ws('', credit_note_id, invoice_id, reason)) as has_control_characters,
        payload
    from raw_credit_notes
),

renamed as (
    select
        coalesce(credit_note_id_text, concat('credit-', left(sha2(payload, 256), 24))) as credit_note_id,
        credit_note_id_text is null as is_numbered,
        invoice_id,
        terms.as_day(credit_date_text) as credit_date,
        terms.as_money(amount_text) as amount,
        stated_currency,
        if(amount < 0, concat_ws(' ', 'taken back', credit_date, cast(amount as decimal(19, 4))), '') as entry,
        reason,
        terms.as_day(known_at_text) as known_at,
        known_at is null as is_reconstructed,
        greatest(credit_date, known_at) as visible_from,
        source_key,
        payload,
        coalesce(
            terms.why_no_day(credit_date_text),
            terms.why_no_money(amount_text),
            case when not stated_currency rlike '^[A-Z]{3}$' then 'unknown_currency' end
        ) as refused_because,
        terms.is_odd_number(amount_text) as fix_amount_format,
        terms.is_odd_day(credit_date_text) as fix_date_format,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped,
        source_key is not null and credit_note_id_text is null as fix_key_made,
        source_key <> credit_note_id_text as fix_key_trimmed,
        has_control_characters as fix_control_characters
    from source
)

select * from renamed
