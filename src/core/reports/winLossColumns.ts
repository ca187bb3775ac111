/** The measures of the report `win-loss`. */

const rateDate = 'each at the exchange rate of its closing date';

export const winLossMeasures = [
  { id: 'won', label: 'Won', type: 'count', formula: 'deals in a stage whose outcome is won' },
  { id: 'lost', label: 'Lost', type: 'count', formula: 'deals in a stage whose outcome is lost' },
  { id: 'win_rate', label: 'Win rate', type: 'ratio', formula: 'won ÷ (won + lost)' },
  {
    id: 'won_amount',
    label: 'Won amount',
    type: 'money',
    formula: `sum of the amounts of won deals, ${rateDate}`,
  },
  {
    id: 'lost_amount',
    label: 'Lost amount',
    type: 'money',
    formula: `sum of the amounts of lost deals, ${rateDate}`,
  },
  {
    id: 'win_rate_amount',
    label: 'Win rate by amount',
    type: 'ratio',
    formula: 'won amount ÷ (won amount + lost amount)',
  },
  {
    id: 'average_won',
    label: 'Average won',
    type: 'money',
    formula: 'won amount ÷ number of won deals that have an amount',
  },
  {
    id: 'cycle_mean',
    label: 'Cycle, mean',
    type: 'days',
    formula: 'mean of the days from created to closed over the won deals',
  },
  {
    id: 'cycle_median',
    label: 'Cycle, median',
    type: 'days',
    formula: 'median of the same days; of an even number the mean of the middle two',
  },
  {
    id: 'cycle_p90',
    label: 'Cycle, p90',
    type: 'days',
    formula:
      '90 % of the won deals took no longer: 90th percentile of the same days, interpolated linearly between the closest ranks',
  },
  {
    id: 'wilson_low',
    label: 'Win rate, low',
    type: 'ratio',
    formula: 'lower end of the 95 % Wilson interval of the win rate: what so few deals can tell',
  },
  {
    id: 'wilson_high',
    label: 'Win rate, high',
    type: 'ratio',
    formula: 'upper end of the 95 % Wilson interval of the win rate',
  },
] as const;
