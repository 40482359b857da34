-- grain: fx_rate_id
-- kind: table
-- One row per source row, duplicates not yet removed. rate: units of to_currency for one unit of from_currency on
-- rate_date; without to_currency the reporting currency is meant. Two rates for one pair and day conflict.
with source as (
    select
        concat_ws('|', from_currency, to_currency, rate_date) as source_key,
        upper(terms.as_text(from_currency)) as from_currency,
        coalesce(upper(terms.as_text(to_currency)), :reporting_currency) as to_currency,
        rate_date as rate_date_text,
        rate as rate_text,
        known_at as known_at_text,
        payload
    from raw_fx_rates
),

renamed as (
    select
        from_currency,
        to_currency,
        terms.as_day(rate_date_text) as rate_date,
        terms.as_rate(rate_text) as rate,
        concat_ws('|', from_currency, to_currency, rate_date) as fx_rate_id,
        terms.as_day(known_at_text) as known_at,
        known_at is null as is_reconstructed,
        greatest(rate_date, known_at) as visible_from,
        source_key,
        payload,
        coalesce(
            terms.why_no_day(rate_date_text),
            case when rate is null then coalesce(terms.why_no_money(rate_text), 'amount_out_of_range') end,
            case when rate <= 0 then 'amount_out_of_range' end,
            case
                when not coalesce(from_currency rlike '^[A-Z]{3}$' and to_currency rlike '^[A-Z]{3}$', false)
                    then 'unknown_currency'
            end
        ) as refused_because,
        terms.is_odd_number(rate_text) as fix_amount_format,
        terms.is_rounded(rate_text, 10) as fix_amount_rounded,
        terms.is_odd_day(rate_date_text) as fix_date_format,
        known_at is null and terms.as_text(known_at_text) is not null as fix_known_at_dropped
    from source
)

select * from renamed
