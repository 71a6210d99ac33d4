/// A color in numbers, for finding the nearest one that a terminal has.
struct RGB: Equatable {
  /// Each 0 to 255.
  var red: Int
  var green: Int
  var blue: Int

  /// How different two colors look: "redmean", a cheap approximation of perceived distance.
  func distance(to other: RGB) -> Int {
    let mean = (red + other.red) / 2
    let (r, g, b) = (red - other.red, green - other.green, blue - other.blue)
    return ((512 + mean) * r * r) >> 8 + 4 * g * g + ((767 - mean) * b * b) >> 8
  }

  /// Steps of the 6x6x6 cube that starts at index 16.
  static let cubeSteps = [0, 95, 135, 175, 215, 255]

  /// The nearest of the cube and the gray ramp; never one of the first 16, which people change.
  var nearestOf256: Int {
    let cube = [red, green, blue].map { part in
      Self.cubeSteps.indices.min { abs(Self.cubeSteps[$0] - part) < abs(Self.cubeSteps[$1] - part) }
        ?? 0
    }
    let cubeColor = RGB(
      red: Self.cubeSteps[cube[0]], green: Self.cubeSteps[cube[1]], blue: Self.cubeSteps[cube[2]])
    let average = (red + green + blue) / 3
    let step = min(max((average - 8 + 5) / 10, 0), 23)
    let gray = RGB(red: 8 + 10 * step, green: 8 + 10 * step, blue: 8 + 10 * step)
    if distance(to: gray) < distance(to: cubeColor) { return 232 + step }
    return 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
  }

  /// xterm's own sixteen.
  private static let sixteen: [RGB] = [
    RGB(red: 0, green: 0, blue: 0), RGB(red: 205, green: 0, blue: 0),
    RGB(red: 0, green: 205, blue: 0), RGB(red: 205, green: 205, blue: 0),
    RGB(red: 0, green: 0, blue: 238), RGB(red: 205, green: 0, blue: 205),
    RGB(red: 0, green: 205, blue: 205), RGB(red: 229, green: 229, blue: 229),
    RGB(red: 127, green: 127, blue: 127), RGB(red: 255, green: 0, blue: 0),
    RGB(red: 0, green: 255, blue: 0), RGB(red: 255, green: 255, blue: 0),
    RGB(red: 92, green: 92, blue: 255), RGB(red: 255, green: 0, blue: 255),
    RGB(red: 0, green: 255, blue: 255), RGB(red: 255, green: 255, blue: 255),
  ]

  var nearestOfSixteen: Int {
    Self.sixteen.indices.min { distance(to: Self.sixteen[$0]) < distance(to: Self.sixteen[$1]) }
      ?? 7
  }
}
